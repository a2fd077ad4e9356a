"""The library for whoever programs a little: tables of a class in, tables of numbers out, all of them pandas.

`class_folder` reads a class folder into tables, `tables` takes what a caller has, `change` and `agreement`
compute, `scoring` reads texts, `charts` draws. Nothing here withholds small groups except `change`; the
version of a report that may be shared is made by `kit.report`.
"""
