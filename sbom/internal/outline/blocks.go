// SPDX-License-Identifier: Apache-2.0

package outline

import (
	"crypto/sha256"
	"encoding/hex"
	"io"
	"sync/atomic"
)

const (
	blockBytes = 512 << 10
	blockCount = 6
	headroom   = 16 << 10 // before a block, for what the block before ends in the middle of
)

// blocks reads an input ahead of the scanner and takes its digest beside it.
type blocks struct {
	free, full, sums chan *block
	stop             chan struct{}
	done             chan summary
}

// block is a piece of the input, after some room.
type block struct {
	window
	users atomic.Int32
}

// piece is what was read of the input.
func (k *block) piece() []byte { return k.buf[headroom:k.end] }

// summary is what is known of an input when it has been read.
type summary struct {
	sum   string
	size  int64
	whole bool // it was read to its end
}

func startBlocks(in io.Reader, size int64) *blocks {
	b := &blocks{
		free: make(chan *block, blockCount), full: make(chan *block, blockCount), sums: make(chan *block, blockCount),
		stop: make(chan struct{}), done: make(chan summary, 1),
	}
	for range blockCount {
		b.free <- new(block)
	}
	go b.read(in, headroom+int(min(blockBytes, max(size, 0)+1)))
	return b
}

// read fills blocks until the input ends.
func (b *blocks) read(in io.Reader, length int) {
	summed := make(chan summary, 1)
	go func() { summed <- b.sum() }()
	whole := false
	defer func() {
		close(b.full)
		close(b.sums)
		s := <-summed
		s.whole = whole
		b.done <- s
	}()
	for {
		var k *block
		select {
		case <-b.stop:
			return
		case k = <-b.free:
		}
		if k.buf == nil {
			k.window = room(length)
		}
		n, err := io.ReadFull(in, k.buf[headroom:length])
		if n > 0 {
			k.find(headroom, headroom, headroom+n)
			k.users.Store(2)
			b.full <- k // has room for every block there is
			b.sums <- k
		}
		if err != nil {
			whole = err == io.EOF || err == io.ErrUnexpectedEOF
			return
		}
	}
}

func (b *blocks) sum() summary {
	h := sha256.New()
	var s summary
	for k := range b.sums {
		h.Write(k.piece())
		s.size += int64(len(k.piece()))
		b.drop(k)
	}
	s.sum = hex.EncodeToString(h.Sum(nil))
	return s
}

// drop says that one of its two users needs a block no more.
func (b *blocks) drop(k *block) {
	if k.users.Add(-1) == 0 {
		b.free <- k
	}
}

// end waits until nothing is read any more. Where the scanner failed, the rest
// of the input is left alone.
func (b *blocks) end(ok bool) (sum string, size int64, whole bool) {
	if !ok {
		close(b.stop)
	}
	for k := range b.full { // nothing is there where the scanner came to the end
		b.drop(k)
	}
	s := <-b.done
	return s.sum, s.size, s.whole
}
