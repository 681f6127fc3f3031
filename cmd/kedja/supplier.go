// SPDX-License-Identifier: Apache-2.0

package main

import "github.com/spf13/cobra"

func (p *program) supplier() *cobra.Command {
	c := p.group(&cobra.Command{
		Use: "supplier", Short: "Look at who stands behind the parts",
		Example: "  kedja supplier control teliqon --suppliers suppliers/",
	})
	c.AddCommand(p.supplierControl(), p.supplierResolve(), p.supplierQuestionnaire(), p.supplierImport(), p.supplierIndices())
	return c
}
