// SPDX-License-Identifier: Apache-2.0

package ownership

// Above is the part of a network that decides about one party: the party, its
// holders, their holders, and so on. Control and shares in the party come out
// the same in the part as in the whole. A party that the input does not name
// has an empty part.
func Above(in Input, party string) Input {
	holdings := map[string][]int{}
	for i, h := range in.Holdings {
		holdings[h.Party] = append(holdings[h.Party], i)
	}
	inside := map[string]bool{party: true}
	out := Input{Turnout: in.Turnout}
	for queue := []string{party}; len(queue) > 0; {
		id := queue[0]
		queue = queue[1:]
		for _, i := range holdings[id] {
			h := in.Holdings[i]
			out.Holdings = append(out.Holdings, h)
			if !inside[h.Holder] {
				inside[h.Holder] = true
				queue = append(queue, h.Holder)
			}
		}
	}
	for _, p := range in.Parties {
		if inside[p.ID] {
			out.Parties = append(out.Parties, p)
		}
	}
	for _, r := range in.Rights {
		if inside[r.Party] {
			out.Rights = append(out.Rights, r)
		}
	}
	for _, t := range in.Elsewhen {
		if inside[t.Party] {
			out.Elsewhen = append(out.Elsewhen, t)
		}
	}
	return out
}
