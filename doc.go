// SPDX-License-Identifier: Apache-2.0

// Package kedja judges the supply-chain risk of ICT products, systems and
// tenders. It joins what a product is made of (SBOMs), who stands behind each
// part (supplier and country records) and what law and toolboxes ask for
// (Rego policies) to one [result.Assessment].
//
// This package is the pipeline: [Load] reads files, [Assess] judges. Go a
// level down when you have your own way to one of the steps: sbom/read reads
// one SBOM, supplier and system hold the records, risk builds the supply
// graph, policies evaluates rules, gate decides, report renders.
//
// The same input gives the same bytes: the only clock is [Options.AsOf], and
// nothing is fetched from a network.
package kedja
