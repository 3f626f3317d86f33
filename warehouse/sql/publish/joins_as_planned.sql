set disabled_optimizers = ''
