// SPDX-License-Identifier: Apache-2.0

package scenario

import (
	"encoding/json"
	"io"

	"github.com/kedja/kedja/internal/schema"
)

// WriteJSON writes the report as docs/schema/scenarioreport.schema.json has
// it.
func WriteJSON(w io.Writer, r *Report) error {
	e := json.NewEncoder(w)
	e.SetEscapeHTML(false)
	e.SetIndent("", "  ")
	return e.Encode(r)
}

// Schema returns the JSON Schema (2020-12) of the report.
func Schema() ([]byte, error) {
	s := schema.Of(Report{}, &schema.Options{Title: "kedja " + Kind + " " + SchemaVersion})
	if fields, ok := s["properties"].(map[string]any); ok {
		fields["kind"] = map[string]any{"const": Kind}
		fields["schemaVersion"] = map[string]any{"type": "string", "pattern": `^1\.[0-9]+$`}
	}
	return schema.Encode(s)
}
