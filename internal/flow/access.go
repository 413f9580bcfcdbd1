package flow

// Access is how the objects of a flow definition are reached in S3: on whose account,
// and with what, where the object store knows of roles and keys.
type Access struct {
	Account string
	// RoleARN is the execution role; empty where no flow definition is concerned.
	RoleARN string
	// KMSKeyID is the key that encrypts what is written; empty for the bucket's own way.
	KMSKeyID string
}

// Access is how this flow definition's objects are reached.
func (d Definition) Access() Access {
	return Access{Account: d.Account, RoleARN: d.RoleARN, KMSKeyID: d.KMSKeyID}
}
