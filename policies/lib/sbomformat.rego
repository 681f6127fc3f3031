# METADATA
# title: What formats of SBOMs have a place for
# description: |
#   A field that the format, or this version of it, cannot state is no gap of the document.
package lib.sbomformat

# within reports whether a document is in one of the versions listed by format; a
# version is listed by how it begins.
within(document, versions) if strings.any_prefix_match(document.specVersion, versions[document.format])

# can reports whether a document's format has a place for a field, given the
# versions without one. Of a format that is not listed it says nothing.
can(document, without) if {
	without[document.format]
	strings.any_prefix_match(document.specVersion, without[document.format]) == false
}
