package chain

// Most bounds the entries of each batch, for tests that want several.
func (w *Writer) Most(entries int) { w.most = entries }
