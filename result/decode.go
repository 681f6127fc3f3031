// SPDX-License-Identifier: Apache-2.0

package result

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"strconv"
	"strings"

	"github.com/kedja/kedja/diag"
)

// Decode reads an assessment that [Encode] wrote: of this version, any older
// minor version of the same major, or a newer minor one, whose additions are
// left out and named in the list. Another major version is refused.
//
// The error is a [diag.List] of all that is wrong, each with line and column;
// the positions have no file, which the caller knows. The assessment is nil
// with an error.
func Decode(data []byte) (*Assessment, diag.List, error) {
	data = bytes.TrimPrefix(data, []byte("\ufeff"))
	newer, list := checkHead(data)
	if err := list.Err(); err != nil {
		return nil, list, err
	}
	list = checkShape(data, newer)
	if err := list.Err(); err != nil {
		return nil, list, err
	}
	a := new(Assessment)
	if err := json.Unmarshal(data, a); err != nil {
		list.Add(jsonDiagnostic(data, err))
		return nil, list, list.Err()
	}
	a.Normalize()
	return a, list, nil
}

// checkHead checks that the data are JSON, an assessment, and of a version
// that this package reads; newer reports a newer minor version.
func checkHead(data []byte) (newer bool, list diag.List) {
	var head struct {
		Kind          any `json:"kind"`
		SchemaVersion any `json:"schemaVersion"`
	}
	if len(bytes.TrimSpace(data)) == 0 {
		list.Add(diag.Diagnostic{Code: "result/empty", Message: "the file is empty", Remedy: remedyKind})
		return false, list
	}
	if err := json.Unmarshal(data, &head); err != nil {
		list.Add(jsonDiagnostic(data, err))
		return false, list
	}
	if head.Kind != Kind {
		what := "a document without kind"
		if head.Kind != nil {
			what = fmt.Sprintf("a document of kind %.60q", fmt.Sprint(head.Kind))
		}
		list.Add(diag.Diagnostic{Code: "result/kind", Position: diag.Position{Pointer: "/kind"},
			Message: "this is " + what + ", not an assessment", Remedy: remedyKind})
		return false, list
	}
	version, _ := head.SchemaVersion.(string)
	return checkVersion(version)
}

const remedyKind = "give a result as written by -o json=FILE"

func checkVersion(version string) (newer bool, list diag.List) {
	at := diag.Position{Pointer: "/schemaVersion"}
	major, minor, ok := splitVersion(version)
	ownMajor, ownMinor, _ := splitVersion(SchemaVersion)
	bad := diag.Diagnostic{Code: "result/version", Position: at}
	switch {
	case !ok:
		bad.Message = fmt.Sprintf("schemaVersion %.40q is not of the form major.minor, such as %q", version, SchemaVersion)
		bad.Remedy = remedyKind
	case major > ownMajor:
		bad.Message = fmt.Sprintf("the result has version %s; this program reads %d.x", version, ownMajor)
		bad.Remedy = "read it with a newer program, or assess the inputs again with this one"
	case major < ownMajor:
		bad.Message = fmt.Sprintf("the result has version %s; this program reads %d.x", version, ownMajor)
		bad.Remedy = "assess the inputs again"
	default:
		return minor > ownMinor, nil
	}
	return false, diag.List{bad}
}

func splitVersion(s string) (major, minor int, ok bool) {
	x, y, found := strings.Cut(s, ".")
	major, err1 := strconv.Atoi(x)
	minor, err2 := strconv.Atoi(y)
	ok = found && err1 == nil && err2 == nil && major >= 0 && minor >= 0
	return major, minor, ok
}

// jsonDiagnostic turns an error of encoding/json into one with a position.
func jsonDiagnostic(data []byte, err error) diag.Diagnostic {
	d := diag.Diagnostic{Code: "result/json", Message: "not valid JSON: " + err.Error(), Remedy: remedyKind}
	if e, ok := errors.AsType[*json.SyntaxError](err); ok {
		// The offset is the number of bytes read, the bad one included.
		d.Position = position(data, e.Offset-1)
		if e.Offset >= int64(len(data)) {
			d.Message = "the JSON ends too early: the file is cut off"
		}
	}
	if e, ok := errors.AsType[*json.UnmarshalTypeError](err); ok {
		d.Position = position(data, e.Offset-1)
		d.Message = "want an assessment, have a JSON " + e.Value
		if e.Field != "" {
			d.Message = "the field " + e.Field + " cannot be a JSON " + e.Value
		}
	}
	return d
}

// position is the line and column of a byte.
func position(data []byte, offset int64) diag.Position {
	offset = min(max(offset, 0), int64(len(data)))
	before := data[:offset]
	return diag.Position{
		Line:   1 + bytes.Count(before, []byte("\n")),
		Column: int(offset) - bytes.LastIndexByte(before, '\n'),
	}
}
