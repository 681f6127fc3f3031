// SPDX-License-Identifier: Apache-2.0

package cyclonedx

import "github.com/kedja/kedja/sbom"

// crypto reads the properties of a cryptographic asset.
func (r *reader) crypto(n *sbom.Node) {
	c := &sbom.Crypto{QuantumLevel: -1}
	r.object(func() {
		switch string(r.Name()) {
		case "assetType":
			c.AssetType = r.Intern()
		case "algorithmProperties":
			r.object(func() { r.algorithm(c) })
		case "certificateProperties":
			r.object(func() {
				r.keep("notValidAfter", &c.NotAfter)
			})
		case "relatedCryptoMaterialProperties":
			r.object(func() { r.material(c) })
		case "protocolProperties":
			r.object(func() { r.protocol(c) })
		case "oid":
			c.OID = r.Intern()
		default:
			r.unread()
		}
	})
	r.Details(n).Crypto = c
}

// keep reads the member into the string when it has the name.
func (r *reader) keep(name string, s *string) {
	if string(r.Name()) == name {
		*s = r.Intern()
	} else {
		r.unread()
	}
}

func (r *reader) algorithm(c *sbom.Crypto) {
	switch string(r.Name()) {
	case "primitive":
		c.Primitive = r.Intern()
	case "parameterSetIdentifier":
		c.Parameter = r.Intern()
	case "nistQuantumSecurityLevel":
		if level, ok := r.number(); ok && level >= 0 && level <= 6 {
			c.QuantumLevel = int8(level)
		}
	default:
		r.unread()
	}
}

// material reads what is known of a key or the like: its kind and size.
func (r *reader) material(c *sbom.Crypto) {
	switch string(r.Name()) {
	case "type":
		c.Primitive = r.Intern()
	case "size":
		c.Parameter, _ = r.Number()
	case "expirationDate":
		c.NotAfter = r.Intern()
	default:
		r.unread()
	}
}

func (r *reader) protocol(c *sbom.Crypto) {
	switch string(r.Name()) {
	case "type":
		c.Primitive = r.Intern()
	case "version":
		c.Parameter = r.Intern()
	default:
		r.unread()
	}
}

// modelCard reads what a machine-learning model does and what it was trained
// on.
func (r *reader) modelCard(n *sbom.Node) {
	m := new(sbom.Model)
	r.object(func() {
		switch string(r.Name()) {
		case "modelParameters":
			r.object(func() { r.modelParameter(m) })
		case "bom-ref":
			r.BindOther(r.Ref(r.Bytes()))
		default:
			r.unread()
		}
	})
	r.Details(n).Model = m
}

func (r *reader) modelParameter(m *sbom.Model) {
	switch string(r.Name()) {
	case "task":
		m.Task = r.Intern()
	case "modelArchitecture":
		m.Architecture = r.Intern()
	case "architectureFamily":
		if family := r.Intern(); m.Architecture == "" {
			m.Architecture = family
		}
	case "datasets":
		if !r.Array() {
			return
		}
		for r.Element() {
			if s := r.dataset(); s != "" {
				m.Datasets = append(m.Datasets, s)
			}
		}
	default:
		r.unread()
	}
}

// dataset returns the reference to a set of data, else its name, else where
// it is.
func (r *reader) dataset() string {
	var ref, name, url string
	r.object(func() {
		switch string(r.Name()) {
		case "ref":
			ref = r.Str()
		case "name":
			name = r.Str()
		case "contents":
			r.object(func() { r.keep("url", &url) })
		case "bom-ref":
			r.BindOther(r.Ref(r.Bytes()))
		case "type":
		default:
			r.unread()
		}
	})
	switch {
	case ref != "":
		return ref
	case name != "":
		return name
	}
	return url
}
