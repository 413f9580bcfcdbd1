ARRAY[1, 2, 3]
ARRAY['a', 'b c', NULL, '']
ARRAY[1, 2.5]
ARRAY[[1, 2], [3, 4]]
ARRAY[[1, 2], [3]]
ARRAY[]::text[]
ARRAY[1, 'x']
ARRAY[1, true]
'{1,2,3}'::int8[]
'{a,"b,c",NULL,"NULL"}'::text[]
'{{1,2},{3,4}}'::int8[]
'{{1,2},{3}}'::int8[]
'[2:3]={1,2}'::int8[]
'{1,2'::int8[]
'{1,x}'::int8[]
'{}'::int8[]
'x'::int8[]
'{ a , b }'::text[]
'{"a\"b"}'::text[]
'{a b}'::text[]
ARRAY[1, 2] || ARRAY[3]
ARRAY[1, 2] || 3
0 || ARRAY[1, 2]
ARRAY[1, 2] || NULL::int8[]
ARRAY['a'] || 'b'
ARRAY['a'] || '{b,c}'
ARRAY[[1, 2]] || ARRAY[3, 4]
ARRAY[1] || ARRAY[[1, 2]]
ARRAY[1, 2] || 2.5
(ARRAY[1, 2, 3])[2]
(ARRAY[1, 2, 3])[0]
(ARRAY[1, 2, 3])[5]
(ARRAY[[1, 2], [3, 4]])[2][1]
(ARRAY[[1, 2], [3, 4]])[2]
(ARRAY[1, 2, 3])[2:3]
(ARRAY[1, 2, 3])[:2]
(ARRAY[1, 2, 3])[2:]
(ARRAY[1, 2, 3])[5:7]
(ARRAY[[1, 2], [3, 4]])[1:2][2:2]
('[0:2]={1,2,3}'::int8[])[0]
('[0:2]={1,2,3}'::int8[])[0:1]
array_append(ARRAY[1], 2)
array_append(NULL::int8[], 2)
array_prepend(0, ARRAY[1])
array_cat(ARRAY[1], ARRAY[2])
array_length(ARRAY[1, 2, 3], 1)
array_length(ARRAY[1], 2)
array_length(ARRAY[]::int8[], 1)
array_upper(ARRAY[1, 2], 1)
array_lower('[0:1]={1,2}'::int8[], 1)
array_ndims(ARRAY[[1], [2]])
array_dims(ARRAY[[1, 2], [3, 4]])
cardinality(ARRAY[[1, 2], [3, 4]])
cardinality(ARRAY[]::text[])
array_position(ARRAY['a', 'b', 'c'], 'b')
array_position(ARRAY[1, 2, 1], 1, 2)
array_position(ARRAY[1, NULL], NULL)
array_position(ARRAY[1], 5)
array_positions(ARRAY['A', 'A', 'B'], 'A')
array_remove(ARRAY[1, 2, 1], 1)
array_remove(ARRAY[1, NULL], NULL)
array_replace(ARRAY[1, 2, 5], 5, 3)
array_fill(7, ARRAY[3])
array_fill(7, ARRAY[2, 2])
array_fill('x'::text, ARRAY[2])
trim_array(ARRAY[1, 2, 3], 2)
trim_array(ARRAY[1, 2, 3], 5)
ARRAY[1, 4, 3] @> ARRAY[3, 1]
ARRAY[1, 4, 3] @> ARRAY[5]
ARRAY[1] <@ ARRAY[1, 2]
ARRAY[1, 2] && ARRAY[2, 3]
ARRAY[1, 2] && ARRAY[4]
ARRAY[1, NULL] @> ARRAY[NULL]::int8[]
ARRAY[1, 2] = ARRAY[1, 2]
ARRAY[1, 2] = ARRAY[2, 1]
ARRAY[1, 2] < ARRAY[1, 3]
ARRAY[1, 2] < ARRAY[1, 2, 0]
ARRAY[1, NULL] = ARRAY[1, NULL]
ARRAY[1, 2] = '{1,2}'
ARRAY['a'] = ARRAY['a'::varchar]
ARRAY[1] = ARRAY['a']
ARRAY[1, 2]::text
ARRAY[1, 2]::text[]
ARRAY['1', '2']::int8[]
ARRAY[1.5, 2.5]::int8[]
ARRAY['x']::int8[]
ARRAY[timestamp '2024-01-01']
ARRAY[date '2024-01-01', '2024-01-02']
ARRAY[true, false]
ARRAY['{"a":1}'::json]
ARRAY['{"a":1}'::json] = ARRAY['{"a":1}'::json]
ROW(1, 'a', NULL)
ROW(1, 2) = ROW(1, 2)
ROW(1, 2) < ROW(1, 3)
ROW('a b', 'c"d', '')
'a' = ANY (ARRAY['a', 'b'])
'abc' LIKE ANY (ARRAY['x%', 'a%'])
'abc' LIKE ALL (ARRAY['%c', 'a%'])
5 > ALL (ARRAY[]::int8[])
5 > ANY (ARRAY[]::int8[])
array_append(ARRAY['a'], 1)
cardinality(5)
array_length('x', 1)
