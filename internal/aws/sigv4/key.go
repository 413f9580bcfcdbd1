package sigv4

import (
	"crypto/hmac"
	"crypto/sha256"
	"crypto/subtle"
	"sync"
)

// Key is a signing key: derived from a secret for one day, region and service.
type Key [sha256.Size]byte

// DeriveKey derives the signing key; date is yyyymmdd.
func DeriveKey(secret, date, region, service string) Key {
	key := sum([]byte("AWS4"+secret), date)
	key = sum(key[:], region)
	key = sum(key[:], service)
	return sum(key[:], terminator)
}

func sum(key []byte, message string) Key {
	mac := hmac.New(sha256.New, key)
	mac.Write([]byte(message))
	return Key(mac.Sum(nil))
}

// maxKeys bounds a KeyCache: who knows one key id could otherwise fill it with
// made-up regions.
const maxKeys = 1024

// KeyCache remembers derived keys. Its zero value is ready, and it may be used
// by many goroutines.
type KeyCache struct {
	mu   sync.RWMutex
	keys map[scope]derived
}

type scope struct{ accessKeyID, date, region, service string }

type derived struct {
	secret string
	key    Key
}

// Key gives the signing key for a signature's scope. A secret that has changed
// under the same key id is noticed.
func (c *KeyCache) Key(s *Signature, secret string) Key {
	at := scope{s.AccessKeyID, s.Date, s.Region, s.Service}
	c.mu.RLock()
	known, ok := c.keys[at]
	c.mu.RUnlock()
	if ok && subtle.ConstantTimeCompare([]byte(known.secret), []byte(secret)) == 1 {
		return known.key
	}
	key := DeriveKey(secret, s.Date, s.Region, s.Service)
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.keys == nil || len(c.keys) >= maxKeys {
		c.keys = map[scope]derived{}
	}
	c.keys[at] = derived{secret, key}
	return key
}
