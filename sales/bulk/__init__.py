"""Acts on many purchases, or many products, at once: previewed, refused row by row, taken back."""
