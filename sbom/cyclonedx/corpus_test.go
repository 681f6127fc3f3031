// SPDX-License-Identifier: Apache-2.0

package cyclonedx_test

import (
	"bytes"
	"path"
	"reflect"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/kedja/kedja/diag"
	"github.com/kedja/kedja/internal/corpus"
	"github.com/kedja/kedja/sbom"
	"github.com/kedja/kedja/sbom/cyclonedx"
)

// TestSpecificationFiles reads the test files of the specification: the valid
// ones without a violation of the schema, the invalid ones with at least one.
func TestSpecificationFiles(t *testing.T) {
	valid, invalid := 0, 0
	for _, file := range corpus.Files(t, 8<<20, "cyclonedx/CycloneDX+specification") {
		if path.Ext(file) != ".json" {
			continue
		}
		_, list, err := cyclonedx.Read(bytes.NewReader(corpus.Read(t, file)), cyclonedx.Options{File: path.Base(file), Schema: true})
		if err != nil {
			t.Errorf("%s: %v", file, err)
			continue
		}
		broken := violations(list)
		switch name := path.Base(file); {
		case strings.HasPrefix(name, "valid-"):
			valid++
			if len(broken) > 0 || len(list.Errors()) > 0 {
				t.Errorf("%s is valid and yields %v", file, broken)
			}
		case strings.HasPrefix(name, "invalid-"):
			invalid++
			if len(broken) == 0 {
				t.Errorf("%s is invalid and yields no violation", file)
			}
		}
	}
	t.Logf("%d valid and %d invalid files", valid, invalid)
	if valid < 100 || invalid < 80 {
		t.Errorf("only %d valid and %d invalid files were read", valid, invalid)
	}
}

// violations are the diagnostics that a strict reading turns into errors.
func violations(list diag.List) diag.List {
	var out diag.List
	for _, d := range list {
		if cyclonedx.Violates(d.Code) && d.Severity != diag.Info {
			out = append(out, d)
		}
	}
	return out
}

// facts are what real files hold at a place, read off them by eye. The path
// after the node's pointer names fields of the model.
var facts = []struct {
	file, node, field string
	want              any
}{
	{"bom-examples/SaaSBOM/apigateway-microservices-datastores/bom.json", "/services/0", "More.Service.Endpoints", []string{"https://example.com/", "https://example.com/app"}},
	{"bom-examples/SaaSBOM/apigateway-microservices-datastores/bom.json", "/services/0", "More.Service.CrossesTrust", sbom.True},
	{"bom-examples/SaaSBOM/apigateway-microservices-datastores/bom.json", "/services/0", "More.Service.Authenticated", sbom.False},
	{"bom-examples/SaaSBOM/apigateway-microservices-datastores/bom.json", "/services/0/services/1", "More.Service.Data", []sbom.DataFlow{{Flow: "bi-directional", Classification: "PIFI"}}},
	{"bom-examples/SaaSBOM/apigateway-microservices-datastores/bom.json", "/services/0/services/0", "References", []sbom.ExternalReference{{Type: "documentation", URL: "https://ms-1.example.com/swagger"}}},
	{"bom-examples/CBOM/Example-With-Dependencies/bom.json", "/components/0", "More.Crypto", &sbom.Crypto{AssetType: "algorithm", Primitive: "ae", Parameter: "128", OID: "2.16.840.1.101.3.4.1.6", QuantumLevel: 1}},
	{"bom-examples/CBOM/Certificate/bom.json", "/components/0", "More.Crypto.NotAfter", "2017-11-22T07:59:59Z"},
	{"bom-examples/CBOM/Certificate/bom.json", "/components/2", "More.Crypto.Parameter", "2048"},
	{"bom-examples/HBOM/PCIe-SATA-adapter-board/bom.json", "/components/0", "Description", "Low Profile PCI Express® GEN 4 Connector"},
	{"bom-examples/HBOM/PCIe-SATA-adapter-board/bom.json", "/components/1", "More.Properties", []sbom.Property{
		{Name: "cdx:device:quantity", Value: "8"}, {Name: "cdx:device:function", Value: "connector"}, {Name: "cdx:device:location", Value: "mainboard"},
		{Name: "cdx:device:deviceType", Value: "thru-hole"}, {Name: "cdx:device:gs1:gtin-12", Value: "822348522712"}}},
	{"bom-examples/OBOM/Example-1-Decoupled/obom.json", "/metadata/component", "References", []sbom.ExternalReference{{Type: "bom", URL: "urn:cdx:411dafd2-c29f-491a-97d7-e97de5bc2289/1"}}},
	{"bom-examples/OBOM/Example-1-Decoupled/obom.json", "", "Documents", []sbom.ExternalDocument{{URI: "urn:cdx:411dafd2-c29f-491a-97d7-e97de5bc2289/1"}}},
	{"bom-examples/VEX/CISA-Use-Cases/Case-4/vex.json", "", "Vulnerabilities.0.Ratings", []sbom.Rating{{Source: "NVD", Method: "CVSSv31", Severity: "critical", Vector: "AV:N/AC:L/PR:N/UI:N/S:C/C:H/I:H/A:H", Score: 10, HasScore: true}}},
	{"bom-examples/VEX/CISA-Use-Cases/Case-4/vex.json", "", "Vulnerabilities.0.Responses", []string{"will_not_fix", "update"}},
	{"bom-examples/VEX/Use-Cases/Case-9/vex.json", "", "Vulnerabilities.1.AffectsOutside", []string{
		"urn:cdx:2c385cf7-e1ee-46e9-a51c-13de1ecb380a/1#acme-product-1", "urn:cdx:6ffac0b2-5246-4fb9-a6fe-7993041856a0/1#acme-product-2", "urn:cdx:240b5b0b-917d-4f48-816c-97e1944d8079/1#acme-product-3"}},
	{"bom-examples/VEX/Use-Cases/Case-9/vex.json", "", "Vulnerabilities.0.Justification", "code_not_reachable"},
	{"specification/tools/src/test/resources/1.6/valid-annotation-1.6.json", "", "Annotations.1", sbom.Annotation{Subjects: []sbom.ID{0}, Annotator: "Samantha Wright", Time: "2022-01-01T00:00:00Z", Text: "This is a sample annotation made by a person"}},
}

// TestFacts compares single values of real files with what a person reads in
// them.
func TestFacts(t *testing.T) {
	corpus.Dir(t)
	for _, f := range facts {
		t.Run(f.file+f.node+"/"+f.field, func(t *testing.T) {
			data := corpus.Read(t, "cyclonedx/CycloneDX+"+f.file)
			doc, _, err := cyclonedx.Read(bytes.NewReader(data), cyclonedx.Options{})
			if err != nil {
				t.Fatal(err)
			}
			at := reflect.ValueOf(*doc)
			for id, n := range doc.All() {
				if doc.Pointer(id) == f.node {
					at = reflect.ValueOf(*n)
				}
			}
			if diff := cmp.Diff(f.want, dig(t, at, f.field)); diff != "" {
				t.Errorf("(-want +got)\n%s", diff)
			}
		})
	}
}

// dig follows names of fields and indexes of lists.
func dig(t *testing.T, v reflect.Value, field string) any {
	t.Helper()
	for name := range strings.SplitSeq(field, ".") {
		if v.Kind() == reflect.Pointer {
			v = v.Elem()
		}
		switch {
		case v.Kind() == reflect.Slice && int(name[0]-'0') < v.Len():
			v = v.Index(int(name[0] - '0'))
		case v.Kind() == reflect.Struct:
			v = v.FieldByName(name)
		default:
			t.Fatalf("there is no %s in %s", name, field)
		}
	}
	return v.Interface()
}

// TestInvalidWithoutSchema reads the files that are invalid by design without
// a comparison with the schema: of each a person is warned all the same.
func TestInvalidWithoutSchema(t *testing.T) {
	n := 0
	for _, file := range corpus.Files(t, 8<<20, "cyclonedx/CycloneDX+specification") {
		if path.Ext(file) != ".json" || !strings.HasPrefix(path.Base(file), "invalid-") {
			continue
		}
		n++
		_, list, err := cyclonedx.Read(bytes.NewReader(corpus.Read(t, file)), cyclonedx.Options{})
		about := 0
		for _, d := range list {
			if d.Severity != diag.Info && d.Code != "sbom/no-components" && d.Code != "sbom/no-dependencies" {
				about++
			}
		}
		if err == nil && about == 0 {
			t.Errorf("%s is invalid and nothing is said of it: %v", file, list)
		}
	}
	if n < 80 {
		t.Errorf("only %d files were read", n)
	}
}
