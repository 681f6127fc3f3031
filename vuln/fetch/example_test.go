// SPDX-License-Identifier: Apache-2.0

package fetch_test

import (
	"context"
	"fmt"
	"net/http"
	"net/http/httptest"
	"os"

	"github.com/kedja/kedja/vuln/fetch"
)

func ExampleRun() {
	mirror := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		fmt.Fprint(w, `{"vulnerabilities": []}`)
	}))
	defer mirror.Close()
	dir, err := os.MkdirTemp("", "")
	if err != nil {
		fmt.Println(err)
		return
	}
	defer os.RemoveAll(dir)
	files, diags, err := fetch.Run(context.Background(), fetch.Options{Dir: dir, KEV: true, KEVURL: mirror.URL})
	if err != nil || len(diags) > 0 {
		fmt.Println(err, diags)
		return
	}
	fmt.Println(files[0].Name, files[0].Bytes, files[0].Changed)
	// Output: lists/kev.json 23 true
}
