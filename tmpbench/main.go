package main
import ("bytes";"fmt";"os";"time"
cdx "github.com/CycloneDX/cyclonedx-go"
"github.com/kedja/kedja/sbom/cyclonedx")
func main(){
 data,_:=os.ReadFile(os.Args[1]); a,b:=time.Hour,time.Hour
 for i:=0;i<20;i++{
  t:=time.Now(); cyclonedx.Read(bytes.NewReader(data),cyclonedx.Options{}); if d:=time.Since(t);d<a{a=d}
  if i<8 && len(os.Args)<3 {t=time.Now(); var bom cdx.BOM; cdx.NewBOMDecoder(bytes.NewReader(data), cdx.BOMFileFormatJSON).Decode(&bom); if d:=time.Since(t);d<b{b=d}}
 }
 fmt.Println(a,b,float64(b)/float64(a), float64(len(data))/a.Seconds()/1e6,"MB/s")
}
