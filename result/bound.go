// SPDX-License-Identifier: Apache-2.0

package result

// Bound says whether a source binds the entity, as the pack that models it
// reads the source. Rules of a source that does not bind the entity are not
// asked; where it is unknown, what they find is unknown too.
type Bound struct {
	Pack    string   `json:"pack"`
	Source  string   `json:"source"`           // nis2, ir2690 …
	Status  string   `json:"status,omitempty"` // binding | recommendation | guidance | proposal | vendor-advice | draft: the strongest of its rules; absent in older results
	Answer  string   `json:"answer"`           // yes | no | unknown
	Class   string   `json:"class,omitempty"`  // essential, important …, where the source has classes
	Missing []string `json:"missing,omitempty"`
	Why     string   `json:"why,omitempty"`
}
