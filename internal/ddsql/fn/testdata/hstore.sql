'a=>1,b=>2'::hstore
'"a b"=>"c\"d", n=>NULL'::hstore
'a=>1,a=>2'::hstore
''::hstore
'a'::hstore
'a=>'::hstore
'a=>1,'::hstore
'a=>"NULL"'::hstore
'a=>null'::hstore
'a=>1,b=>2'::hstore -> 'a'
'a=>1'::hstore -> 'z'
'a=>NULL'::hstore -> 'a'
'a=>1,b=>2'::hstore -> ARRAY['b','z','a']
'a=>1'::hstore ? 'a'
'a=>1'::hstore ?& ARRAY['a','b']
'a=>1'::hstore ?| ARRAY['a','b']
'a=>1,b=>2'::hstore @> 'a=>1'
'a=>1'::hstore @> 'a=>2'
'a=>1'::hstore <@ 'a=>1,b=>2'
'a=>1,b=>2'::hstore || 'b=>3,c=>4'
'a=>1,b=>2'::hstore - 'a'::text
'a=>1,b=>2'::hstore - ARRAY['a','b']
'a=>1,b=>2'::hstore = 'b=>2,a=>1'
'a=>1'::hstore <> 'a=>1'
akeys('a=>1,b=>2'::hstore)
avals('a=>1,b=>NULL'::hstore)
exist('a=>NULL'::hstore, 'a')
defined('a=>NULL'::hstore, 'a')
delete('a=>1,b=>2'::hstore, 'a')
slice('a=>1,b=>2'::hstore, ARRAY['b'])
hstore('a', 'b')
hstore('a', NULL)
hstore(NULL, 'b')
hstore(ARRAY['a','1','b','2'])
hstore(ARRAY['a','1','b'])
hstore_to_json('a=>1,b=>NULL'::hstore)
hstore_to_jsonb('b=>1,a=>NULL'::hstore)
hstore_to_array('a=>1,b=>2'::hstore)
'a=>1'::hstore::json
'a=>1'::hstore::text
'a=>1,b=>2'::hstore -> 'a' = '1'
%% 'a=>1'::hstore
