// SPDX-License-Identifier: Apache-2.0

package cyclonedx_test

import (
	"bytes"
	"fmt"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	cdx "github.com/CycloneDX/cyclonedx-go"
	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"github.com/kedja/kedja/diag"
	"github.com/kedja/kedja/internal/corpus"
	"github.com/kedja/kedja/sbom"
	"github.com/kedja/kedja/sbom/cyclonedx"
	"github.com/kedja/kedja/sbom/internal/golden"
)

func readXML(name string, data []byte) (*sbom.Document, diag.List, error) {
	return cyclonedx.ReadXML(bytes.NewReader(data), cyclonedx.Options{File: name, Schema: true})
}

// TestReadXML runs the stories in testdata/xml.
func TestReadXML(t *testing.T) { golden.Run(t, "testdata/xml/*.txtar", *update, readXML) }

// isXML reports whether the file is a CycloneDX document in XML, whatever it
// is called.
func isXML(data []byte) bool {
	data = bytes.TrimLeft(bytes.TrimPrefix(data, []byte("\xef\xbb\xbf")), " \t\r\n")
	return bytes.HasPrefix(data, []byte("<")) && bytes.Contains(data, []byte("cyclonedx.org/schema/bom"))
}

func xmlFiles(t *testing.T) []string {
	return slices.DeleteFunc(corpus.Files(t, 8<<20, "cyclonedx", "vex"), func(path string) bool {
		return !isXML(corpus.Read(t, path))
	})
}

// TestXMLCounts compares with the counts of an independent program.
func TestXMLCounts(t *testing.T) {
	compared := 0
	for _, want := range corpus.Counts(t, "cyclonedx/") {
		data := corpus.Read(t, want.Path)
		if !isXML(data) {
			continue
		}
		doc, list, err := readXML(want.Path, data)
		if err != nil {
			if want.Status != "not-counted" {
				t.Errorf("%s: %v", want.Path, err)
			}
			continue
		}
		compared++
		in := doc.Inspect()
		got, counts := fmt.Sprint(in.Components, in.Dependencies, in.Services), fmt.Sprintf("%s %s %s", want.Components, want.Dependencies, want.Services)
		if want.Status != "not-counted" && got != counts {
			t.Errorf("%s (%s): components, dependencies, services are %s, want %s", want.Path, want.Status, got, counts)
		}
		if want.Status != "ok" && len(list) == 0 {
			t.Errorf("%s (%s): read without a word", want.Path, want.Status)
		}
	}
	t.Logf("%d documents compared", compared)
	if compared < 300 {
		t.Errorf("only %d documents were compared", compared)
	}
}

// TestXMLSpecification holds that the specification's valid files raise no
// error and that each invalid one raises something that files without the
// defect do not.
func TestXMLSpecification(t *testing.T) {
	valid, invalid := 0, 0
	for _, file := range xmlFiles(t) {
		name := path.Base(file)
		doc, list, err := readXML(file, corpus.Read(t, file))
		switch {
		case strings.HasPrefix(name, "valid-"):
			valid++
			if err != nil || len(list.Errors()) > 0 {
				t.Errorf("%s: %v %v", file, err, list.Errors())
			}
		case strings.HasPrefix(name, "invalid-"):
			invalid++
			said := slices.ContainsFunc(list, func(d diag.Diagnostic) bool {
				return d.Severity != diag.Info && !strings.HasPrefix(d.Code, "sbom/no-")
			})
			if !said && err == nil && name != "invalid-license-encoding-1.1.xml" { // no schema of 1.1 is kept
				t.Errorf("%s: %d nodes and nothing is said of the defect: %v", file, len(doc.Nodes), list)
			}
		}
	}
	t.Logf("%d valid and %d invalid files", valid, invalid)
}

// sameDocument compares two readings but for where things stand and what the
// files are called.
var sameDocument = cmp.Options{
	cmpopts.IgnoreFields(sbom.Document{}, "File", "SHA256", "Size", "Serialization", "Diagnostics", "Identifier"),
	cmpopts.IgnoreFields(sbom.Node{}, "Line"),
	cmpopts.IgnoreFields(sbom.Reference{}, "Line"),
	cmpopts.IgnoreFields(sbom.OutsideEdge{}, "Line"),
	cmpopts.IgnoreFields(sbom.Vulnerability{}, "Line"),
	cmpopts.EquateEmpty(),
	// In XML the white space around a text is the layout's.
	cmp.Comparer(func(a, b string) bool { return strings.TrimSpace(a) == strings.TrimSpace(b) }),
}

// TestXMLTwins reads what the specification has as JSON and as XML, and
// compares all that is read.
func TestXMLTwins(t *testing.T) {
	twins := 0
	for _, file := range xmlFiles(t) {
		name, ok := strings.CutSuffix(file, ".xml")
		if !ok || !strings.Contains(file, "+specification/") || !strings.HasPrefix(path.Base(file), "valid-") {
			continue
		}
		data, err := os.ReadFile(filepath.Join(corpus.Dir(t), "open", name+".json"))
		if err != nil || slices.Contains(notTwins, strings.TrimSuffix(path.Base(name), "-"+path.Base(path.Dir(name)))) {
			continue
		}
		twins++
		same(t, file, data, corpus.Read(t, file))
	}
	t.Logf("%d twins", twins)
	if twins < 60 {
		t.Error("too few")
	}
}

// notTwins are files of the specification that do not say the same in JSON and
// XML: other names, versions, e-mail addresses, components.
var notTwins = []string{
	"valid-annotation", "valid-component-external-with-version", "valid-compositions",
	"valid-cryptography-full", "valid-cryptography-full-deprecated", "valid-dependency", "valid-license-choice",
	"valid-license-id", "valid-saasbom", "valid-service",
}

func same(t *testing.T, name string, inJSON, inXML []byte) {
	t.Helper()
	fromJSON, _, err := read(name, inJSON)
	if err != nil {
		t.Error(err)
		return
	}
	fromXML, list, err := readXML(name, inXML)
	if err != nil {
		t.Error(err)
		return
	}
	if fromXML.Revision == 0 {
		fromXML.Revision = fromJSON.Revision // in XML the 1 of a first revision is left out
	}
	if diff := cmp.Diff(fromJSON, fromXML, sameDocument); diff != "" {
		t.Errorf("%s (-JSON +XML)\n%s%s", name, diff, list)
	}
}

// TestXMLConverted has cyclonedx-go write what it can of every JSON document
// both as JSON and as XML, and compares all that is read of the two.
func TestXMLConverted(t *testing.T) {
	converted := 0
	for _, file := range corpus.Files(t, 64<<10, "cyclonedx") {
		data := corpus.Read(t, file)
		bom, ok := decode(data)
		if !ok || isXML(data) || unfit[path.Base(file)] {
			continue
		}
		var inJSON, inXML bytes.Buffer
		if !encode(bom, cdx.BOMFileFormatJSON, &inJSON) || !encode(bom, cdx.BOMFileFormatXML, &inXML) {
			continue
		}
		converted++
		same(t, file, inJSON.Bytes(), inXML.Bytes())
	}
	t.Logf("%d documents", converted)
}

// unfit are files that cannot be compared: a licence of one space, which in
// XML is the layout's.
var unfit = map[string]bool{"bom-custom-license.json": true}

// encode runs the oracle's writer, which panics on some documents.
func encode(bom *cdx.BOM, format cdx.BOMFileFormat, to *bytes.Buffer) (ok bool) {
	defer func() {
		if recover() != nil {
			ok = false
		}
	}()
	return cdx.NewBOMEncoder(to, format).EncodeVersion(bom, bom.SpecVersion) == nil
}

// TestXMLOracle compares with cyclonedx-go.
func TestXMLOracle(t *testing.T) {
	compared := 0
	for _, file := range xmlFiles(t) {
		data := corpus.Read(t, file)
		doc, _, err := readXML(file, data)
		if err != nil {
			continue
		}
		bom, ok := decodeXML(data)
		if !ok {
			continue
		}
		compared++
		diff := cmp.Diff(oracleView(bom), ourView(doc))
		if why := xmlExplained[path.Base(file)]; (diff == "") != (why == "") {
			t.Errorf("%s (explained: %q)\n(-cyclonedx-go +kedja)\n%s", file, why, diff)
		}
	}
	t.Logf("%d files compared, %d explained", compared, len(xmlExplained))
	if compared < 300 {
		t.Errorf("only %d files were compared", compared)
	}
}

// xmlExplained lists the files in which this reader and cyclonedx-go differ,
// and why this reader is right to.
var xmlExplained = map[string]string{}

// decodeXML runs the oracle, which panics on some defects.
func decodeXML(data []byte) (bom *cdx.BOM, ok bool) {
	defer func() {
		if recover() != nil {
			ok = false
		}
	}()
	bom = new(cdx.BOM)
	err := cdx.NewBOMDecoder(bytes.NewReader(data), cdx.BOMFileFormatXML).Decode(bom)
	return bom, err == nil
}

// TestXMLLines holds that the line of every component is that of its start
// tag.
func TestXMLLines(t *testing.T) {
	checked := 0
	for _, file := range xmlFiles(t) {
		data := corpus.Read(t, file)
		doc, _, err := readXML(file, data)
		if err != nil || bytes.Contains(data, []byte{0}) {
			continue
		}
		lines := bytes.Split(data, []byte("\n"))
		for id, n := range doc.Nodes {
			tag := map[sbom.Kind]string{sbom.KindService: "service"}[n.Kind]
			if tag == "" {
				tag = "component"
			}
			if line := lines[n.Line-1]; !bytes.Contains(line, []byte(tag)) {
				t.Errorf("%s: %s is said to be on line %d: %s", file, doc.Pointer(sbom.ID(id)), n.Line, line)
			}
			checked++
		}
	}
	t.Logf("%d components and services", checked)
}
