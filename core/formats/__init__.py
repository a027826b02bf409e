"""How dates are written where Django's own habit would be misread: by language, found by FORMAT_MODULE_PATH."""
