'{"a":1}'::json -> 'a'
'{"a":"x"}'::json ->> 'a'
'{"a":null}'::json ->> 'a'
'{"a":null}'::json -> 'a'
'{"a":1}'::json -> 'b'
'[1,2,3]'::json -> 1
'[1,2,3]'::json -> -1
'[1,2,3]'::json ->> 5
'{"a":1}'::json -> 0
'[1]'::json -> 'a'
'{"a":{"b":[10,20]}}'::json #> '{a,b,1}'
'{"a":{"b":[10,20]}}'::json #>> '{a,b,-1}'
'{"a":{"b":[10,20]}}'::json #>> '{a,x}'
'{"a":1}'::json #> '{}'
'{"a":1,"a":2}'::json -> 'a'
'{"a" : { "x" : 1 } }'::json -> 'a'
'{"a\u0062":1}'::json -> 'ab'
'{"a":"\u00e9\n"}'::json ->> 'a'
'{"a":"\ud83d\ude00"}'::json ->> 'a'
'{"a":"\u0000"}'::json ->> 'a'
'{"a":"\u0000"}'::json -> 'a'
json_extract_path('{"a":{"b":1}}', 'a', 'b')
json_extract_path_text('{"a":["x","y"]}', 'a', '1')
json_extract_path_text('{"a":1}', 'b')
jsonb_extract_path('{"a":{"b":1}}', 'a')
json_typeof('{"a":1}')
json_typeof('[1]')
json_typeof('1')
json_typeof('"x"')
json_typeof('true')
json_typeof('null')
json_array_length('[1,2,[3]]')
json_array_length('{}')
json_array_length('1')
json_strip_nulls('{"a":null,"b":[null,{"c":null}]}')
jsonb_strip_nulls('{"a":null,"b":[null,{"c":null}]}')
'{"bb":1,"a":2,"a":3}'::jsonb
'[1, 2.50, 1e3, -0, 1E-2]'::jsonb
' {"a" : [1 , 2]} '::jsonb
'"x"'::jsonb
'{"a":1}'::jsonb @> '{"a":1}'
'{"a":{"b":1,"c":2}}'::jsonb @> '{"a":{"b":1}}'
'[1,2,3]'::jsonb @> '[3,1]'
'[1,2]'::jsonb @> '1'
'{"a":[1,2]}'::jsonb @> '{"a":[2]}'
'{"a":1}'::jsonb <@ '{"a":1,"b":2}'
'{"a":1}'::jsonb ? 'a'
'["a","b"]'::jsonb ? 'b'
'{"a":1}'::jsonb ?| ARRAY['b','a']
'{"a":1}'::jsonb ?& ARRAY['b','a']
'{"a":1}'::jsonb || '{"b":2}'
'{"a":1}'::jsonb || '{"a":2}'
'[1]'::jsonb || '[2]'
'[1]'::jsonb || '2'
'{"a":1}'::jsonb || '2'
'{"a":1,"b":2}'::jsonb - 'a'
'["a","b"]'::jsonb - 'a'
'["a","b"]'::jsonb - 1
'{"a":1}'::jsonb - 1
'{"a":1,"b":2}'::jsonb - ARRAY['a','b']
'{"a":1}'::jsonb = '{"a":1.0}'
'{"a":1}'::jsonb < '{"a":2}'
'[1]'::jsonb < '{"a":1}'
'"b"'::jsonb > '"a"'
'1'::jsonb < 'true'
'{"a":1}'::json = '{"a":1}'::json
'{"a":1}'::json::text
'{"a": 1}'::json::jsonb
'{"a":1}'::jsonb::json
'5'::jsonb::int8
'5.5'::jsonb::int8
'5.5'::jsonb::float8
'true'::jsonb::bool
'"x"'::jsonb::int8
'null'::jsonb::bool
'{'::json
'{"a":}'::json
'{"a":1,}'::json
'[1,]'::json
'{a:1}'::json
''::json
'01'::json
'1.'::json
'nul'::json
'"\x"'::json
'"a'::json
'{"a":1} x'::json
'[1] '::json
json_build_object('a', 1, 'b', true, 'c', NULL)
json_build_object('a', ARRAY[1, 2])
json_build_object('a')
json_build_object(NULL, 1)
json_build_object()
json_build_object('t', timestamp '2024-01-01 10:20:30.5')
json_build_object('t', timestamptz '2024-01-01 10:20:30+00')
json_build_object('d', date '2024-01-01')
json_build_object('j', '{"x": 1}'::json)
json_build_object(1, 2)
json_build_array(1, 'x', NULL, 2.5)
json_build_array()
jsonb_build_object('b', 1, 'a', 2)
jsonb_build_array(1, 'x', ARRAY[1])
json_object('{a,1,b,2}')
json_object('{a,b}', '{1,2}')
json_object('{{a,1},{b,2}}')
json_object('{a}')
jsonb_object('{b,1,a,NULL}')
to_json('x'::text)
to_json(1)
to_json(1.5)
to_json(ARRAY[[1, 2], [3, 4]])
to_json(true)
to_json(timestamp '2024-01-01')
to_json('infinity'::float8)
to_json('{"a": 1}'::json)
to_jsonb(ARRAY['a', NULL])
to_jsonb('x"y'::text)
row_to_json(ROW(1, 'a'))
array_to_json(ARRAY[1, 2])
array_to_json(ARRAY[]::int8[])
jsonb_pretty('{"a":[1,2],"b":{}}')
'{"tags": {"env": "prod"}}'::json -> 'tags' ->> 'env'
'a' -> 'b'
'{"a":1}'::text -> 'a'
'{"a":"1"}'::json ->> 'a' = '1'
NULL::json -> 'a'
