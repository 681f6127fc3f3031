# METADATA
# title: The second catalogue of key assets
# description: |
#   Classes that are kept free of certain suppliers, and the classes of the toolbox in which these
#   lie. Which lies in which is our inference.
package lib.ukhrv

kept_free := {
	"ukhrv:core", "ukhrv:mano-sdn", "ukhrv:nfvi", "ukhrv:oss", "ukhrv:aaa",
	"ukhrv:monitoring", "ukhrv:interconnect", "ukhrv:internet-gateway", "ukhrv:lawful-intercept",
	"eu5g:core-network-functions", "eu5g:nfv-mano", "eu5g:management-systems", "eu5g:internetwork-exchanges",
}

# free is the ids of the assets that are kept free, others those of the rest
# whose class is stated.
free(assets) := {a.id | some a in assets; a.class in kept_free}

others(assets) := {a.id | some a in assets; a.class != ""} - free(assets)
