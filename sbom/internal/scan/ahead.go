// SPDX-License-Identifier: Apache-2.0

package scan

// Durable is implemented by [Tokens] whose texts outlive a call: those of a
// batch stay valid until Next has been called [AheadBatches] more times. They
// are made on a goroutine of their own, beside the reader.
type Durable interface{ Durable() }

// Detached is implemented by [Tokens] whose Next may run beside the reader of
// earlier batches; the texts of a batch are copied then.
type Detached interface{ Detached() }

// AheadBatches is how many batches are made before the reader asks for them.
const AheadBatches = 4

// ahead makes batches before they are asked for.
type ahead struct {
	free, full chan *made
	stop, done chan struct{}
	now        *made // with the reader
}

// made is a batch with the error that came instead of it.
type made struct {
	batch Batch
	err   error
	text  []byte // a copy of what the batch's texts are in
}

// keep copies the texts of the tokens.
func (m *made) keep() {
	m.text = m.text[:0]
	for i := range m.batch.Tokens {
		if t := &m.batch.Tokens[i]; t.Len > 0 {
			off := uint32(len(m.text))
			m.text = append(m.text, m.batch.Text[t.Off:t.Off+t.Len]...)
			t.Off = off
		} else {
			t.Off = 0
		}
	}
	m.batch.Text = m.text
}

// startAhead returns nil for tokens that must be made when they are asked for.
func startAhead(tokens Tokens) *ahead {
	_, durable := tokens.(Durable)
	if _, detached := tokens.(Detached); !durable && !detached {
		return nil
	}
	a := &ahead{free: make(chan *made, AheadBatches), full: make(chan *made, AheadBatches),
		stop: make(chan struct{}), done: make(chan struct{})}
	for range AheadBatches {
		a.free <- new(made)
	}
	go a.run(tokens, !durable)
	return a
}

func (a *ahead) run(tokens Tokens, copies bool) {
	defer close(a.done)
	for {
		select {
		case <-a.stop:
			return
		case m := <-a.free:
			if m.err = tokens.Next(&m.batch); m.err == nil && copies {
				m.keep()
			}
			a.full <- m // has room for every batch there is
			if m.err != nil {
				return
			}
		}
	}
}

// next gives back the batch the reader has and returns the next one. It must
// not be called after an error.
func (a *ahead) next() (Batch, error) {
	if a.now != nil {
		a.free <- a.now
	}
	a.now = <-a.full
	return a.now.batch, a.now.err
}

// end waits until no more is made.
func (a *ahead) end() {
	close(a.stop)
	<-a.done
}
