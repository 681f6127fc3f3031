package main
import ("bytes";"fmt";"os";"time";"strings"
cdx "github.com/CycloneDX/cyclonedx-go"
sj "github.com/spdx/tools-golang/json"
stv "github.com/spdx/tools-golang/tagvalue"
"github.com/kedja/kedja/sbom/read")
func main(){
 for _,f:=range os.Args[1:]{
 data,_:=os.ReadFile(f); a,b:=time.Hour,time.Hour
 for i:=0;i<12;i++{
  t:=time.Now(); _,_,err:=read.Bytes(f,data,nil); if err!=nil{panic(err)}; if d:=time.Since(t);d<a{a=d}
  if i<4 {t=time.Now(); 
   switch { case strings.HasSuffix(f,".cdx.json"): var bom cdx.BOM; err=cdx.NewBOMDecoder(bytes.NewReader(data), cdx.BOMFileFormatJSON).Decode(&bom)
   case strings.HasSuffix(f,".xml"): var bom cdx.BOM; err=cdx.NewBOMDecoder(bytes.NewReader(data), cdx.BOMFileFormatXML).Decode(&bom)
   case strings.HasSuffix(f,".spdx.json"): _,err=sj.Read(bytes.NewReader(data))
   case strings.HasSuffix(f,".spdx"): _,err=stv.Read(bytes.NewReader(data)) }
   if err!=nil{panic(err)}
   if d:=time.Since(t);d<b{b=d}}
 }
 fmt.Printf("%-30s ours %v theirs %v ratio %.2f %.0f MB/s\n", f[strings.LastIndex(f,"/")+1:],a,b,float64(b)/float64(a), float64(len(data))/a.Seconds()/1e6)
}}
