// SPDX-License-Identifier: Apache-2.0

package supplier

import (
	"slices"
	"strings"
)

// legalForm is an ending (or, where lead is set, also a beginning) of a name
// that says what kind of legal person it is, not which one.
type legalForm struct {
	words     string // as [foldWords] gives it
	kind      string // forms of one kind are spellings of each other; "" says nothing
	countries string // ISO 3166-1 alpha-2, where the form is at home
	elf       string // code in the list of ISO 20275; "" where the list has no such spelling
	lead      bool   // stands in front of names too
}

// legalForms are the forms that occur in names of suppliers. The codes and
// countries are those of the ISO 20275 Entity Legal Forms code list that
// GLEIF publishes (version 1.6 of 2026-02-19): one code for the first country
// of each row, by its abbreviation or its name. Countries where a form is
// only a customary translation, or rare, are left out: they would make two
// legal persons look like one. Where the list has a form under its long name
// only, the abbreviation is the customary one.
var legalForms = []legalForm{
	// English-speaking countries. In names of US firms these are written for
	// each other freely, so that they are of one kind.
	{"inc", "us", "US CA PH", "1QMT", false}, {"incorporated", "us", "US CA", "1QMT", false},
	{"corp", "us", "US CA", "1QMT", false}, {"corporation", "us", "US CA", "1QMT", false},
	{"llc", "us", "US", "3ZXC", false}, {"limited liability company", "us", "US", "4WN7", false},
	{"lp", "lp", "US GB CA AU SG", "15JS", false}, {"llp", "llp", "US GB IN SG CA", "21OE", false},
	{"co", "", "", "1QMT", false}, {"company", "", "", "1QMT", false},
	{"ltd", "ltd", "GB IE AU NZ HK SG IN MY ZA IL MT", "4GJI", false}, {"limited", "ltd", "GB IE AU NZ HK SG IN MY ZA IL MT", "4GJI", false},
	{"plc", "plc", "GB IE MT", "B6ES", false}, {"public limited company", "plc", "GB IE MT", "B6ES", false},
	{"unlimited company", "ulc", "IE GB IN", "", false}, {"dac", "dac", "IE", "", false},
	{"pty", "pty", "AU ZA", "Q82Q", false}, {"pty ltd", "pty", "AU ZA", "Q82Q", false}, {"pty limited", "pty", "AU ZA", "TXVC", false}, {"proprietary limited", "pty", "AU ZA", "TXVC", false},
	{"pte", "private", "SG", "", false}, {"pte ltd", "private", "SG", "LWXI", false}, {"pte limited", "private", "SG", "LWXI", false},
	{"pvt", "private", "IN PK", "", false}, {"pvt ltd", "private", "IN PK", "YSP9", false}, {"pvt limited", "private", "IN PK", "YSP9", false},
	{"private limited", "private", "IN PK SG", "YSP9", false}, {"private ltd", "private", "IN PK SG", "YSP9", false},
	{"bhd", "bhd", "MY BN", "7OYN", false}, {"berhad", "bhd", "MY", "7OYN", false}, {"sdn bhd", "sdnbhd", "MY BN", "XEOV", false},
	{"pcl", "pcl", "TH", "", false},

	// German: AT, CH, DE, LI.
	{"ag", "ag", "DE AT CH LI", "6QQB", false}, {"aktiengesellschaft", "ag", "DE AT CH LI", "6QQB", false},
	{"gmbh", "gmbh", "DE AT CH LI", "2HBR", false}, {"ges mbh", "gmbh", "AT LI", "AXSB", false}, {"gesmbh", "gmbh", "AT LI", "AXSB", false}, {"mbh", "gmbh", "DE AT", "2HBR", false},
	{"gesellschaft mit beschraenkter haftung", "gmbh", "DE AT CH LI", "2HBR", false}, {"ggmbh", "gmbh", "DE", "SCE1", false},
	{"ug", "ug", "DE", "63KS", false}, {"ug haftungsbeschraenkt", "ug", "DE", "63KS", false},
	{"kg", "kg", "DE AT LI", "8Z6G", false}, {"kommanditgesellschaft", "kg", "DE AT CH", "8Z6G", false}, {"co kg", "cokg", "DE AT", "8Z6G", false},
	{"gmbh co kg", "cokg", "DE AT", "8Z6G", false}, {"ag co kg", "cokg", "DE AT", "8Z6G", false}, {"se co kg", "cokg", "DE AT", "8Z6G", false}, {"ug co kg", "cokg", "DE", "8Z6G", false},
	{"kgaa", "kgaa", "DE", "T0YJ", false}, {"se co kgaa", "kgaa", "DE", "T0YJ", false}, {"gmbh co kgaa", "kgaa", "DE", "T0YJ", false}, {"ag co kgaa", "kgaa", "DE", "T0YJ", false},
	{"ohg", "ohg", "DE", "40DB", false}, {"gbr", "gbr", "DE", "FR3V", false}, {"ev", "ev", "DE LI", "QZ3L", false}, {"e v", "ev", "DE LI", "QZ3L", false},
	{"se", "se", "DE FR NL AT BE CZ FI SE NO LU PL", "SGST", false},

	// North: DK, FI, IS, NO, SE; EE, LT, LV.
	{"ab", "ab", "SE FI", "XJHM", false}, {"aktiebolag", "ab", "SE FI", "XJHM", false}, {"publ", "", "", "", false}, {"ab publ", "ab", "SE", "", false},
	{"abp", "oyj", "FI", "K6VE", false}, {"oy", "oy", "FI", "DKUW", false}, {"oy ab", "oy", "FI", "DKUW", false}, {"ab oy", "oy", "FI", "DKUW", false},
	{"osakeyhtioe", "oy", "FI", "DKUW", false}, {"oyj", "oyj", "FI", "K6VE", false}, {"oyj abp", "oyj", "FI", "K6VE", false}, {"julkinen osakeyhtioe", "oyj", "FI", "K6VE", false},
	{"as", "as", "NO DK EE LV CZ SK TR", "YI42", false}, {"a s", "as", "NO DK CZ SK TR", "ZRPO", false}, {"aktieselskab", "as", "DK", "ZRPO", false}, {"aksjeselskap", "as", "NO", "YI42", false},
	{"asa", "asa", "NO", "IQGE", false}, {"allmennaksjeselskap", "asa", "NO", "IQGE", false},
	{"aps", "aps", "DK", "H8VP", false}, {"anpartsselskab", "aps", "DK", "H8VP", false}, {"ehf", "ehf", "IS", "M8SS", false}, {"hf", "hf", "IS", "E4KB", false},
	{"oue", "ou", "EE", "JC0Y", true}, {"ou", "ou", "EE", "", false}, {"osauehing", "ou", "EE", "JC0Y", false}, {"aktsiaselts", "as", "EE", "9LJA", false},
	{"sia", "sia", "LV", "ES2D", true}, {"uab", "uab", "LT", "BPLS", true},

	// West and south: BE, ES, FR, GR, IT, LU, NL, PT; Latin America.
	{"bv", "bv", "NL BE", "54M6", false}, {"b v", "bv", "NL BE", "54M6", false}, {"besloten vennootschap", "bv", "BE", "3W7E", false}, {"bvba", "bv", "BE", "N5NT", false}, {"sprl", "bv", "BE", "N5NT", false},
	{"nv", "nv", "NL BE", "B5PM", false}, {"n v", "nv", "NL BE", "B5PM", false}, {"naamloze vennootschap", "nv", "NL BE", "B5PM", false}, {"cvba", "cvba", "BE", "8E2A", false}, {"vof", "vof", "NL", "62Y3", false},
	{"sa", "sa", "FR BE CH LU ES PT PL RO GR BR AR CL CO PE UY", "QVPB", false}, {"s a", "sa", "FR BE CH LU ES PT PL RO GR BR AR CL CO PE UY", "QVPB", false},
	{"societe anonyme", "sa", "FR BE CH LU", "QVPB", false}, {"société anonyme", "sa", "FR BE CH LU", "QVPB", false}, {"sociedad anónima", "sa", "ES CL CO CR", "5RDO", false}, {"sociedade anónima", "sa", "PT", "DFE5", false}, {"sociedade anônima", "sa", "BR", "X0SD", false},
	{"sas", "sas", "FR LU AR CO", "6CHY", false}, {"s a s", "sas", "FR LU AR CO", "6CHY", false}, {"sasu", "sas", "FR", "", false}, {"eurl", "sarl", "FR", "", false},
	{"sarl", "sarl", "FR LU MC CH", "DVXS", false}, {"sàrl", "sarl", "FR LU CH", "DVXS", false}, {"sà rl", "sarl", "FR LU CH", "DVXS", false}, {"s a r l", "sarl", "FR LU CH", "DVXS", false},
	{"spa", "spa", "IT SM CL", "P418", false}, {"s p a", "spa", "IT SM CL", "P418", false}, {"società per azioni", "spa", "IT SM", "P418", false}, {"societa per azioni", "spa", "IT SM", "P418", false},
	{"srl", "srl", "IT RO ES AR BE PE", "OV32", false}, {"s r l", "srl", "IT RO ES AR BE PE", "OV32", false}, {"srls", "srl", "IT", "8GU1", false},
	{"snc", "snc", "IT RO FR", "T2X1", false}, {"scs", "scs", "BE RO", "LWV6", false}, {"sca", "sca", "BE RO", "U2PN", false},
	{"sl", "sl", "ES", "DP3Q", false}, {"s l", "sl", "ES", "DP3Q", false}, {"slu", "sl", "ES", "R6UT", false}, {"sau", "sa", "AR ES", "WUAZ", false},
	{"lda", "lda", "PT", "", false}, {"ltda", "ltda", "BR CO CL", "QHW1", false}, {"limitada", "ltda", "BR CL PT", "", false}, {"eireli", "eireli", "BR", "OB5J", false}, {"sgps", "sa", "PT", "", false},
	{"sa de cv", "sadecv", "MX", "HKWO", false}, {"sab de cv", "sadecv", "MX", "L9JC", false}, {"sapi de cv", "sadecv", "MX", "2RVP", false}, {"s de rl de cv", "srldecv", "MX", "XLVZ", false},
	{"aisbl", "aisbl", "BE", "V03J", false}, {"asbl", "asbl", "BE LU", "W3WH", false}, {"vzw", "asbl", "BE", "W3WH", false},
	{"ae", "ae", "GR", "", false}, {"αε", "ae", "GR", "", false}, {"ανώνυμη εταιρία", "ae", "GR", "W2NK", false}, {"ike", "ike", "GR", "QCA0", false}, {"epe", "epe", "GR", "H6OR", false},

	// Centre and east.
	{"sro", "sro", "CZ SK", "", false}, {"s ro", "sro", "CZ SK", "", false}, {"s r o", "sro", "CZ SK", "", false}, {"spol sro", "sro", "CZ SK", "", false}, {"spol s ro", "sro", "CZ SK", "VSZS", false}, {"spol s r o", "sro", "CZ SK", "VSZS", false},
	{"sp z o o", "spzoo", "PL", "O7XB", false}, {"sp z oo", "spzoo", "PL", "O7XB", false}, {"sp zoo", "spzoo", "PL", "", false}, {"spzoo", "spzoo", "PL", "", false}, {"spółka z ograniczoną odpowiedzialnością", "spzoo", "PL", "O7XB", false}, {"spółka akcyjna", "sa", "PL", "FJ0E", false},
	{"kft", "kft", "HU", "P9F2", false}, {"korlátolt felelősségű társaság", "kft", "HU", "P9F2", false}, {"zrt", "zrt", "HU", "BKUX", false}, {"nyrt", "nyrt", "HU", "8UEG", false}, {"bt", "bt", "HU", "S3DA", false},
	{"doo", "doo", "HR SI RS MK", "OQWO", false}, {"d o o", "doo", "HR SI RS MK", "OQWO", false}, {"dd", "dd", "HR SI", "LUMA", false}, {"d d", "dd", "HR SI", "LUMA", false},
	{"ad", "ad", "BG RS MK", "WTK4", false}, {"ead", "ad", "BG", "EJ06", false}, {"ood", "ood", "BG", "VJ3G", false}, {"eood", "ood", "BG", "WVIN", false}, {"ад", "ad", "BG RS", "WTK4", false}, {"оод", "ood", "BG", "VJ3G", false}, {"еоод", "ood", "BG", "WVIN", false},
	{"ооо", "ooo", "RU BY", "AABD", true}, {"ooo", "ooo", "RU BY", "", true}, {"оао", "oao", "RU BY", "MR85", true}, {"oao", "oao", "RU", "", true}, {"зао", "zao", "RU BY", "106J", true}, {"zao", "zao", "RU", "", true},
	{"пао", "pao", "RU", "", true}, {"pao", "pao", "RU", "", true}, {"ао", "ao", "RU KZ", "", true}, {"тов", "tov", "UA", "", true}, {"tov", "tov", "UA", "", true}, {"jsc", "jsc", "RU UA KZ BY LT LV EE BG GE", "", true}, {"pjsc", "pjsc", "RU UA AE", "", true},
	{"aş", "as", "TR", "W2SQ", false}, {"anonim şirket", "as", "TR", "W2SQ", false}, {"anonim şirketi", "as", "TR", "W2SQ", false}, {"ltd şti", "ltdsti", "TR", "R5UT", false}, {"limited şirketi", "ltdsti", "TR", "R5UT", false},

	// East Asia.
	{"kk", "kk", "JP", "T417", false}, {"k k", "kk", "JP", "T417", false}, {"kabushiki kaisha", "kk", "JP", "T417", false}, {"株式会社", "kk", "JP", "T417", true}, {"株", "kk", "JP", "T417", true},
	{"合同会社", "gk", "JP", "7QQ0", true}, {"godo kaisha", "gk", "JP", "7QQ0", false}, {"有限会社", "yk", "JP", "DYQK", true}, {"yugen kaisha", "yk", "JP", "DYQK", false},
	{"有限公司", "youxian", "HK TW CN", "254M", false}, {"有限责任公司", "youxian", "CN", "", false}, {"股份有限公司", "gufen", "TW CN", "TD8P", false},
	{"주식회사", "jusik", "KR", "5RCH", true}, {"유한회사", "yuhan", "KR", "J3U5", true},
}

// formsByWords finds a form by its words, unspaced the forms that scripts
// without spaces glue to a name; longestForm is the number of words of the
// longest.
var formsByWords, unspaced, longestForm = indexForms(legalForms)

func indexForms(forms []legalForm) (byWords map[string]*legalForm, glued []*legalForm, longest int) {
	byWords = make(map[string]*legalForm, len(forms))
	for i := range forms {
		f := &forms[i]
		byWords[f.words] = f
		longest = max(longest, strings.Count(f.words, " ")+1)
		if r := []rune(f.words)[0]; r >= 0x1100 && len([]rune(f.words)) > 1 {
			glued = append(glued, f)
		}
	}
	slices.SortFunc(glued, func(a, b *legalForm) int { return len(b.words) - len(a.words) }) // 股份有限公司 before 有限公司
	return byWords, glued, longest
}

// cutForms takes the legal forms off a name: behind it as many as there are,
// in front one of those that stand there. Never the whole name goes.
func cutForms(words []string) (rest []string, forms []*legalForm) {
	words = unglue(words)
	take := func(f *legalForm) {
		if f.kind != "" {
			forms = append(forms, f)
		}
	}
	for cut := true; cut; {
		cut = false
		for n := min(longestForm, len(words)-1); n >= 1; n-- { // longest ending first
			if f := formsByWords[strings.Join(words[len(words)-n:], " ")]; f != nil {
				take(f)
				words, cut = words[:len(words)-n], true
				break
			}
		}
	}
	if len(words) > 1 {
		if f := formsByWords[words[0]]; f != nil && f.lead {
			take(f)
			words = words[1:]
		}
	}
	return words, forms
}

// unglue parts a form from the name that it is written together with.
func unglue(words []string) []string {
	for i, w := range words {
		for _, f := range unspaced {
			if w == f.words {
				continue
			}
			if rest, ok := strings.CutSuffix(w, f.words); ok && i == len(words)-1 {
				return append(slices.Clone(words[:i]), rest, f.words)
			}
			if rest, ok := strings.CutPrefix(w, f.words); ok && i == 0 && f.lead {
				return append([]string{f.words, rest}, words[1:]...)
			}
		}
	}
	return words
}

// formsAgree reports whether two names may be one legal person as far as
// their forms go: one states none, or they share a kind.
func formsAgree(a, b []*legalForm) bool {
	if len(a) == 0 || len(b) == 0 {
		return true
	}
	return slices.ContainsFunc(a, func(x *legalForm) bool {
		return slices.ContainsFunc(b, func(y *legalForm) bool { return x.kind == y.kind })
	})
}

// formCountries reports whether there is a country that has a form of a and a
// form of b; both lists hold at least one.
func formCountries(a, b []*legalForm) bool {
	for _, x := range a {
		for cc := range strings.FieldsSeq(x.countries) {
			if slices.ContainsFunc(b, func(y *legalForm) bool { return strings.Contains(y.countries, cc) }) {
				return true
			}
		}
	}
	return false
}

// levels groups kinds of form whose firms turn into each other now and then;
// what has no entry is a private company.
var levels = map[string]string{
	"ag": "public", "se": "public", "sa": "public", "spa": "public", "nv": "public", "plc": "public", "oyj": "public", "asa": "public", "kgaa": "public",
	"gufen": "public", "pao": "public", "oao": "public", "kk": "public", "ad": "public", "dd": "public", "nyrt": "public",
	"kg": "partnership", "cokg": "partnership", "ohg": "partnership", "gbr": "partnership", "lp": "partnership", "llp": "partnership", "vof": "partnership", "bt": "partnership",
	"ev": "association", "asbl": "association", "aisbl": "association",
}

// oneLevel reports whether a form of a and a form of b are of one level.
func oneLevel(a, b []*legalForm) bool {
	return slices.ContainsFunc(a, func(x *legalForm) bool {
		return slices.ContainsFunc(b, func(y *legalForm) bool { return levels[x.kind] == levels[y.kind] })
	})
}

func formNames(forms []*legalForm) string {
	var out []string
	for _, f := range forms {
		out = append(out, f.words)
	}
	return strings.Join(out, ", ")
}
