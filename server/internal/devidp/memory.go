package devidp

import (
	"crypto/rand"
	"sync"
	"time"
)

// memory keeps values under names that nobody can guess, each for some time.
type memory[V any] struct {
	life time.Duration

	mu   sync.Mutex
	kept map[string]remembered[V]
}

type remembered[V any] struct {
	value V
	until time.Time
}

// put keeps the value and returns its name.
func (m *memory[V]) put(value V) (name string) {
	m.mu.Lock()
	defer m.mu.Unlock()
	now := time.Now()
	for name, r := range m.kept {
		if now.After(r.until) {
			delete(m.kept, name)
		}
	}
	if m.kept == nil {
		m.kept = make(map[string]remembered[V])
	}
	name = rand.Text()
	m.kept[name] = remembered[V]{value, now.Add(m.life)}
	return name
}

func (m *memory[V]) get(name string) (value V, ok bool) {
	m.mu.Lock()
	defer m.mu.Unlock()
	r, ok := m.kept[name]
	if !ok || time.Now().After(r.until) {
		return value, false
	}
	return r.value, true
}

// take is get, once: the name means nothing afterwards.
func (m *memory[V]) take(name string) (value V, ok bool) {
	m.mu.Lock()
	defer m.mu.Unlock()
	r, ok := m.kept[name]
	delete(m.kept, name)
	if !ok || time.Now().After(r.until) {
		return value, false
	}
	return r.value, true
}

// drop forgets the values for which gone is true.
func (m *memory[V]) drop(gone func(V) bool) {
	m.mu.Lock()
	defer m.mu.Unlock()
	for name, r := range m.kept {
		if gone(r.value) {
			delete(m.kept, name)
		}
	}
}
