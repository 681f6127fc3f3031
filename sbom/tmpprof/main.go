package main
import ("os";"runtime/pprof";"github.com/kedja/kedja/sbom/read")
func main(){ data,_:=os.ReadFile(os.Args[1]); f,_:=os.Create("/tmp/p.out"); pprof.StartCPUProfile(f); for i:=0;i<40;i++{ read.Bytes("f",data,nil)}; pprof.StopCPUProfile() }
