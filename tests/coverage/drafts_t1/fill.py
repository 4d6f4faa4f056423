import sys,re
# usage: fill.py FILE  lines: ID|by|test
src='law/coverage/tanggu-2023.yaml'; s=open(src).read()
for line in open(sys.argv[1]):
    line=line.strip()
    if not line: continue
    i,by,test=line.split('|')
    pat=re.compile(r'(  - id: '+re.escape(i)+r'\n(?:    .*\n)*?    by: )\[[^\n]*\](?:\n    test: [^\n]*)?')
    assert pat.search(s),i
    items=', '.join('{'+x.strip()+'}' for x in by.split(';'))
    s=pat.sub(lambda m:m.group(1)+'['+items+']\n    test: '+test,s)
open(src,'w').write(s)
