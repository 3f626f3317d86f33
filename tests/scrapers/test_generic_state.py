"""Scripts that hold a page as data, in the forms in which frameworks write them."""

from __future__ import annotations

import pytest

from scrapers.parsers.generic_state import objects


@pytest.mark.parametrize(
    "script",
    [
        pytest.param('{"news": {"title": "Про \\"раду\\"", "body": "Текст"}}', id="json"),
        pytest.param('window.__STATE__ = {"title": "Про \\"раду\\"", "body": "Текст"}; go()', id="assigned"),
        pytest.param(
            'self.d = JSON.parse("{\\"title\\": \\"Про \\\\\\"раду\\\\\\"\\", \\"body\\": \\"Текст\\"}");',
            id="string",
        ),
        pytest.param("var d = {title: 'Про \"раду\"', body: `Текст`, tags: [1, 2,],};", id="literal"),
        pytest.param(
            "var d = {title: 'Про \\x22раду\\x22', body: 'Текст', on: !0, at: void 0}", id="escapes"
        ),
        pytest.param(
            'window.__NUXT__=(function(a,b,c){return {data:[{title:a,body:b,on:c}]}}("Про \\"раду\\"","Текст",false));',
            id="nuxt-2",
        ),
        pytest.param(
            '[["ShallowReactive",1],{"data":2},{"n":3},{"title":4,"body":5,"at":6},'
            '"Про \\"раду\\"","Текст",["Date","2024"]]',
            id="nuxt-3",
        ),
        pytest.param(
            'kit.start(app, element, {node_ids: [0], data: [null, {title: "Про \\"раду\\"", body: "Текст"}]})',
            id="sveltekit",
        ),
    ],
)
def test_a_state_is_read(script: str) -> None:
    found = [node for node in objects(script) if "title" in node]
    assert [(node["title"], node["body"]) for node in found] == [('Про "раду"', "Текст")]


@pytest.mark.parametrize(
    "script",
    [
        pytest.param("", id="empty"),
        pytest.param("window.x = {broken: ", id="broken"),
        pytest.param("window.x = " + "[" * 100_000, id="deep"),
        pytest.param("window.x = '" + "\\" * 1_001, id="torn-string"),
        pytest.param("(function(a){return {b:a}}(", id="torn-call"),
        pytest.param("var a = {b: function() { return c }};\n" * 40_000, id="a-program"),
        pytest.param('[["Reactive",1],{"a":1},{"b":99}]', id="places-that-lead-nowhere"),
    ],
)
def test_what_is_no_state_says_nothing(script: str) -> None:
    assert not [node for node in objects(script) if any(isinstance(value, str) for value in node.values())]


def test_a_state_that_names_itself_ends() -> None:
    rings = '{"a": 2, "b": 2, "c": 2}, ' * 300
    assert sum(1 for _ in objects(f'[["Reactive", 1], {rings} "x"]')) == 300
