// SPDX-License-Identifier: Apache-2.0

package osvscanner

import (
	"github.com/google/osv-scalibr/inventory/osvecosystem"
	"github.com/ossf/osv-schema/bindings/go/osvconstants"
)

// gitEcosystem is not one of OSV's: osv-scanner looks commits up under the
// name.
const gitEcosystem osvconstants.Ecosystem = "GIT"

// ecosystems are those whose export osv-scanner may ask for.
var ecosystems = []osvconstants.Ecosystem{
	osvconstants.EcosystemAlmaLinux, osvconstants.EcosystemAlpaquita, osvconstants.EcosystemAlpine,
	osvconstants.EcosystemAndroid, osvconstants.EcosystemAzureLinux, osvconstants.EcosystemBellSoftHardenedContainers,
	osvconstants.EcosystemBioconductor, osvconstants.EcosystemBitnami, osvconstants.EcosystemCRAN,
	osvconstants.EcosystemChainguard, osvconstants.EcosystemCleanStart, osvconstants.EcosystemConanCenter,
	osvconstants.EcosystemCratesIO, osvconstants.EcosystemDebian, osvconstants.EcosystemDockerHardenedImages,
	osvconstants.EcosystemEcho, osvconstants.EcosystemFreeBSD, osvconstants.EcosystemGHC,
	osvconstants.EcosystemGitHubActions, osvconstants.EcosystemGo, osvconstants.EcosystemHackage, osvconstants.EcosystemHomebrew,
	osvconstants.EcosystemHex, osvconstants.EcosystemJulia, osvconstants.EcosystemKubernetes,
	osvconstants.EcosystemLinux, osvconstants.EcosystemMageia, osvconstants.EcosystemMaven,
	osvconstants.EcosystemMinimOS, osvconstants.EcosystemNPM, osvconstants.EcosystemNuGet,
	osvconstants.EcosystemOSSFuzz, osvconstants.EcosystemOpam, osvconstants.EcosystemOpenEuler,
	osvconstants.EcosystemOpenSUSE, osvconstants.EcosystemPackagist, osvconstants.EcosystemPhotonOS,
	osvconstants.EcosystemPub, osvconstants.EcosystemPyPI, osvconstants.EcosystemRedHat,
	osvconstants.EcosystemRockyLinux, osvconstants.EcosystemRoot, osvconstants.EcosystemRubyGems,
	osvconstants.EcosystemSUSE, osvconstants.EcosystemSwiftURL, osvconstants.EcosystemTuxCare,
	osvconstants.EcosystemUbuntu, osvconstants.EcosystemVSCode, osvconstants.EcosystemVcpkg, osvconstants.EcosystemWolfi,
	gitEcosystem,
}

// exportOf returns the ecosystem whose export holds the records of another one
// with a release: "Debian" of "Debian:12".
func exportOf(ecosystem string) string {
	parsed, err := osvecosystem.Parse(ecosystem)
	if err != nil || parsed.IsEmpty() {
		return ""
	}
	return string(parsed.Ecosystem)
}
