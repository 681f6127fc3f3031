// SPDX-License-Identifier: Apache-2.0

package load

import "github.com/kedja/kedja/internal/schema"

// Schema returns the JSON Schema (2020-12) of one document of the kind, as
// editors and validators use it. It is as strict as the reader but for what a
// schema cannot say: the checks of the types themselves.
func Schema(kind Kind) ([]byte, error) {
	s := schema.Of(kind.New(), &schema.Options{Mode: schema.Record, Title: kind.Name})
	properties, ok := s["properties"].(map[string]any)
	if !ok {
		return schema.Encode(s)
	}
	properties[versionField] = map[string]any{"const": APIVersion}
	properties[kindField] = map[string]any{"const": kind.Name}
	required, _ := s["required"].([]any)
	s["required"] = append([]any{kindField}, required...)
	return schema.Encode(s)
}
