package catalog

import "hash/fnv"

// The OIDs that PostgreSQL gives everywhere, and those that are chosen here because
// it leaves them to whoever sets up a database.
const (
	oidOwner       = 10
	oidCatalog     = 11 // the schema pg_catalog
	oidPublic      = 2200
	oidHeap        = 2
	oidBtree       = 403
	oidInformation = 9990
	oidDatabase    = 9991
	// firstSystem is before the OIDs of catalogues that have none of their own.
	firstSystem = 12000
	// firstHashed is where the OIDs begin that are made of names.
	firstHashed = 1 << 20
)

// hashOID makes an OID of a name that is the same in every process. It stays below
// 2^31 for clients that keep OIDs in signed integers.
func hashOID(kind, schema, name string) uint32 {
	h := fnv.New32a()
	for _, part := range []string{kind, schema, name} {
		h.Write([]byte(part))
		h.Write([]byte{0})
	}
	return firstHashed + h.Sum32()%(1<<31-2*firstHashed)
}

// oids gives names their OIDs and sees to it that no two get the same.
type oids map[uint32]bool

// take gives the OID of a name; in the rare case that another name has it, the next
// one that is free.
func (o oids) take(kind, schema, name string) uint32 {
	oid := hashOID(kind, schema, name)
	for o[oid] {
		oid++
	}
	o[oid] = true
	return oid
}
