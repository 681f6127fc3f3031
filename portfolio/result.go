// SPDX-License-Identifier: Apache-2.0

package portfolio

import (
	"github.com/kedja/kedja/diag"
	"github.com/kedja/kedja/result"
)

// Kind is the value of the kind field of a [Result].
const Kind = "Portfolio"

// SchemaVersion is the version of the JSON form of a [Result].
const SchemaVersion = "1.0"

// Scope is the scope of the rows about the whole portfolio.
const Scope = "portfolio"

// Result is what a portfolio leans on. Intervals contain the value under
// every completion of what is not known.
type Result struct {
	Kind          string        `json:"kind"`
	SchemaVersion string        `json:"schemaVersion"`
	Engine        result.Engine `json:"engine"`
	AsOf          string        `json:"asOf"`
	Incomplete    bool          `json:"incomplete"` // something that was asked for could not be read
	TLP           string        `json:"tlp,omitempty"`

	Counts   Counts   `json:"counts"`
	Entities []Entity `json:"entities"`

	Concentration []result.Concentration `json:"concentration"` // scopes portfolio and entity:ID
	// Dependence lists the largest groups of each kind; DependenceRest how
	// many more there are.
	Dependence     []Dependence `json:"dependence"`
	DependenceRest []Left       `json:"dependenceRest"`
	// Control lists the controllers of several suppliers that the portfolio
	// depends on: concentration that is not seen while suppliers are counted
	// apart.
	Control []Controller `json:"control"`
	// Shared lists what at least [MostShare] of the systems surely depend on,
	// where there are three systems or more: what would hit most of them at
	// once.
	Shared     []Shared `json:"shared"`
	SharedRest []Left   `json:"sharedRest"`
	// Access lists who has privileged access to systems, or may have: what one
	// of them that is compromised reaches, whatever stands beside it.
	Access     []Access   `json:"access"`
	AccessRest int        `json:"accessRest"` // how many more there are
	Versions   []Versions `json:"versions"`
	// VersionsRest is how many more components are in use in several versions.
	VersionsRest int `json:"versionsRest"`

	Quality    Quality     `json:"quality"`
	Duplicates []Duplicate `json:"duplicates"`
	Files      []File      `json:"files"`
	Trend      *Trend      `json:"trend,omitempty"`

	Remarks     []Remark  `json:"remarks"` // what is wrong in SBOMs, by kind
	Diagnostics diag.List `json:"diagnostics"`
}

// Counts says how much the portfolio is.
type Counts struct {
	Files      int `json:"files"`      // looked at, records among them
	Unreadable int `json:"unreadable"` // asked for, and not read
	Skipped    int `json:"skipped"`    // met in folders, and neither SBOM nor record
	SBOMs      int `json:"sboms"`      // that count
	Duplicates int `json:"duplicates"` // files that are an SBOM over again
	Superseded int `json:"superseded"` // older states of an SBOM that counts
	Systems    int `json:"systems"`    // System records
	Records    int `json:"records"`    // files of other records
	Entities   int `json:"entities"`   // that systems name
	// Silent is how many systems have a product that does not say that all
	// services around it are listed: others may have access to them.
	Silent int `json:"silent"`
	// Nameless is how many systems name no entity, and Outside how many SBOMs
	// no system names: nobody knows whose they are.
	Nameless     int `json:"nameless"`
	Outside      int `json:"outside"`
	Listings     int `json:"listings"`     // components, counted once for each SBOM
	Components   int `json:"components"`   // different ones
	Attributed   int `json:"attributed"`   // of them, with a known supplier
	Unidentified int `json:"unidentified"` // of them, without a package URL: never the same as one elsewhere
	Parties      int `json:"parties"`      // suppliers of components and products
}

// Entity is one entity with what is its own.
type Entity struct {
	ID         string   `json:"id"`
	Name       string   `json:"name,omitempty"`
	Systems    []string `json:"systems"`
	SBOMs      int      `json:"sboms"`
	Components int      `json:"components"`
}

// Dependence is how much of the portfolio depends on one group.
type Dependence struct {
	By   string `json:"by"` // supplier | owner | controlCountry | component | version
	Key  string `json:"key"`
	Name string `json:"name,omitempty"`
	// Components is how many different ones are in the group.
	Components int      `json:"components"`
	SBOMs      Overlap  `json:"sboms"`
	Entities   *Overlap `json:"entities,omitempty"` // absent where no system names an entity
	Files      []string `json:"files"`              // the first of those that surely depend on it at any tier
}

// MostShare is the share of systems from which a dependence is one of most.
const MostShare = 0.5

// Shared is a group that most systems depend on. A system is a System record,
// or an SBOM that none names.
type Shared struct {
	By      string  `json:"by"`
	Key     string  `json:"key"`
	Name    string  `json:"name,omitempty"`
	Systems Overlap `json:"systems"`
}

// Access is what a party has privileged access to, in all systems of the
// portfolio. Lower ends are what records state; upper ends also count services
// of which the access is not stated.
type Access struct {
	Party    string          `json:"party"`
	Name     string          `json:"name,omitempty"`
	Systems  result.Interval `json:"systems"`
	Share    result.Interval `json:"share"` // of the System records
	Entities result.Interval `json:"entities"`
	Products result.Interval `json:"products"` // to which it has access
	Assets   result.Interval `json:"assets"`   // that need such a product, through others too
	From     []string        `json:"from"`     // countries that the access is stated to come from
	In       []string        `json:"in"`       // the first of the systems that it surely has access to
}

// Overlap counts who depends on something, directly and at any tier.
type Overlap struct {
	Of          int             `json:"of"`
	Direct      result.Interval `json:"direct"`
	Any         result.Interval `json:"any"`
	DirectShare result.Interval `json:"directShare"`
	AnyShare    result.Interval `json:"anyShare"`
}

// Left is how many groups are not listed.
type Left struct {
	By string `json:"by"`
	N  int    `json:"n"`
}

// Controller is a party that surely controls several suppliers.
type Controller struct {
	Owner     string           `json:"owner"`
	Name      string           `json:"name,omitempty"`
	Country   string           `json:"country,omitempty"` // of control; absent where not established
	Suppliers []string         `json:"suppliers"`
	Share     *result.Interval `json:"share,omitempty"` // of the components of the portfolio; absent where it has none
	SBOMs     Overlap          `json:"sboms"`
}

// Versions is a component that is in use in several versions.
type Versions struct {
	Component string    `json:"component"` // package URL without version
	N         int       `json:"n"`
	SBOMs     int       `json:"sboms"`
	Versions  []Version `json:"versions"` // the most used
}

// Version is one version in use; it is empty where an SBOM states none.
type Version struct {
	Version string   `json:"version"`
	SBOMs   int      `json:"sboms"`
	Files   []string `json:"files"`
}

// Quality is how much the SBOMs that count say.
type Quality struct {
	Components int     `json:"components"` // as the SBOMs count them
	Fields     []Field `json:"fields"`
	// NoEdges is how many SBOMs state no dependency: what they need directly
	// is not known.
	NoEdges      int     `json:"noEdges"`
	Empty        int     `json:"empty"` // SBOMs without any component
	Completeness []Tally `json:"completeness"`
	Formats      []Tally `json:"formats"`
}

// Field is one thing that an SBOM should say of each component.
type Field struct {
	Name  string   `json:"name"`
	N     int      `json:"n"`
	Share *float64 `json:"share"` // of the components; null for none
	All   int      `json:"all"`   // SBOMs that say it of all
	None  int      `json:"none"`  // SBOMs with components that say it of none
}

// Tally counts SBOMs by a word.
type Tally struct {
	Key string `json:"key"`
	N   int    `json:"n"`
}

// Duplicate is an SBOM that is there more than once.
type Duplicate struct {
	Kept string `json:"kept"`
	// Why: digest (the same bytes), form (the same serial number and content
	// in another form), revision (an older state with the same serial number),
	// record (the same system).
	Why   string   `json:"why"`
	Files []string `json:"files"` // that do not count, the first of them
	N     int      `json:"n"`     // how many there are
}

// File is one file of the portfolio.
type File struct {
	File string `json:"file"`
	// Status: counted, cut (what could be read of it counts), duplicate,
	// superseded, system, unreadable, skipped.
	Status string `json:"status"`
	Of     string `json:"of,omitempty"`   // the file that counts instead
	SBOM   *About `json:"sbom,omitempty"` // absent where none was read
}

// About is what an SBOM that was read says.
type About struct {
	SHA256       string   `json:"sha256"`
	Format       string   `json:"format"`
	SpecVersion  string   `json:"specVersion"`
	Name         string   `json:"name"`
	Version      string   `json:"version"`
	Created      string   `json:"created"`
	Components   int      `json:"components"`
	Dependencies int      `json:"dependencies"`
	WithSupplier int      `json:"withSupplier"`
	WithVersion  int      `json:"withVersion"`
	WithPURL     int      `json:"withPURL"`
	WithHash     int      `json:"withHash"`
	WithLicense  int      `json:"withLicense"`
	Attributed   int      `json:"attributed"` // counted components of a known supplier
	Completeness string   `json:"completeness"`
	Errors       int      `json:"errors"`
	Warnings     int      `json:"warnings"`
	Systems      []string `json:"systems,omitempty"` // ids of the systems that use it
}

// Remark is one kind of problem in SBOMs.
type Remark struct {
	Severity diag.Severity `json:"severity"`
	Code     string        `json:"code"`
	Count    int           `json:"count"`
	SBOMs    int           `json:"sboms"`
	Example  string        `json:"example"` // the message of one
	Files    []string      `json:"files"`   // the first of them
}
