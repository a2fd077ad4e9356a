"""The steps of a made-up year, a file each; the list is in `kit.demo.year`."""
