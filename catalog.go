// SPDX-License-Identifier: Apache-2.0

package kedja

import (
	"time"

	"github.com/kedja/kedja/diag"
	"github.com/kedja/kedja/supplier"
)

// Catalog indexes the input's records as [Assess] does. The list holds what
// contradicts itself between them; [Load] reports the same.
func (in *Input) Catalog() (*supplier.Catalog, diag.List) { return newCatalog(in, time.Time{}) }
