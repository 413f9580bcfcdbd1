// Package arn reads and builds Amazon Resource Names.
//
// It owns their form, arn:partition:service:region:account:resource, and which
// partition a region belongs to. What a resource is, and whether it exists, is
// left to others.
package arn

import (
	"errors"
	"strings"
)

// ARN is an Amazon Resource Name in its parts.
type ARN struct {
	Partition string // aws, aws-cn, aws-us-gov
	Service   string
	Region    string // empty in services without regions
	Account   string // twelve digits, or empty
	// Resource is all that follows the account: <type>/<name> in most services.
	Resource string
}

// ErrInvalid is what Parse returns for text that is no ARN.
var ErrInvalid = errors.New("not an ARN")

// Parse reads an ARN. Colons in the resource stay there.
func Parse(text string) (ARN, error) {
	parts := strings.SplitN(text, ":", 6)
	if len(parts) != 6 || parts[0] != "arn" || parts[1] == "" || parts[2] == "" || parts[5] == "" {
		return ARN{}, ErrInvalid
	}
	return ARN{parts[1], parts[2], parts[3], parts[4], parts[5]}, nil
}

// New builds the ARN of a resource in the partition of its region.
func New(service, region, account, resourceType, name string) ARN {
	return ARN{Partition(region), service, region, account, resourceType + "/" + name}
}

// String writes the ARN.
func (a ARN) String() string {
	return strings.Join([]string{"arn", a.Partition, a.Service, a.Region, a.Account, a.Resource}, ":")
}

// Type is the first part of the resource: what stands before the first slash or
// colon, empty when there is neither.
func (a ARN) Type() string {
	if i := strings.IndexAny(a.Resource, "/:"); i >= 0 {
		return a.Resource[:i]
	}
	return ""
}

// Name is what follows the last slash of the resource, as clients cut it; the
// whole resource when there is none.
func (a ARN) Name() string {
	return a.Resource[strings.LastIndexByte(a.Resource, '/')+1:]
}

// Partition gives the partition of a region.
func Partition(region string) string {
	switch {
	case strings.HasPrefix(region, "cn-"):
		return "aws-cn"
	case strings.HasPrefix(region, "us-gov-"):
		return "aws-us-gov"
	}
	return "aws"
}
