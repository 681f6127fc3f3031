// SPDX-License-Identifier: Apache-2.0

package result

import (
	"fmt"

	"github.com/kedja/kedja/internal/schema"
)

// Schema returns the JSON Schema (2020-12) of a stored assessment, generated
// from the types of this package.
func Schema() ([]byte, error) {
	s := schema.Of(Assessment{}, &schema.Options{Title: "kedja " + Kind + " " + SchemaVersion})
	if fields, ok := s["properties"].(map[string]any); ok {
		major, _, _ := splitVersion(SchemaVersion)
		fields["kind"] = map[string]any{"const": Kind}
		fields["schemaVersion"] = map[string]any{"type": "string", "pattern": fmt.Sprintf(`^%d\.[0-9]+$`, major)}
	}
	return schema.Encode(s)
}

// JSONSchema lists the outcomes.
func (Outcome) JSONSchema() map[string]any {
	return map[string]any{"type": "string", "enum": []any{string(Fail), string(Warn), string(Unknown)}}
}
