package awskms

// Endpoint returns what is asked, nil for the public endpoint of the region.
func (r *Root) Endpoint() *string { return r.client.Options().BaseEndpoint }
