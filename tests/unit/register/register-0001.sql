BEGIN TRANSACTION;
CREATE TABLE alembic_version (
	version_num VARCHAR(32) NOT NULL, 
	CONSTRAINT alembic_version_pkc PRIMARY KEY (version_num)
);
INSERT INTO "alembic_version" VALUES('0001');
CREATE TABLE entry (
	id VARCHAR(30) NOT NULL, 
	submission VARCHAR(20) NOT NULL, 
	position INTEGER NOT NULL, 
	kind VARCHAR(20) NOT NULL, 
	year INTEGER, 
	number INTEGER, 
	form VARCHAR(100) NOT NULL, 
	edition TEXT NOT NULL, 
	part TEXT NOT NULL, 
	created VARCHAR(40) NOT NULL, 
	errors INTEGER NOT NULL, 
	warnings INTEGER NOT NULL, 
	notes INTEGER NOT NULL, 
	status VARCHAR(30) NOT NULL, 
	match_keys TEXT NOT NULL, 
	answered TEXT NOT NULL, 
	content TEXT NOT NULL, 
	PRIMARY KEY (id), 
	UNIQUE (submission, position), 
	UNIQUE (kind, year, number), 
	FOREIGN KEY(submission) REFERENCES submission (id)
);
INSERT INTO "entry" VALUES('R-2025-00001','S-2025-00001',1,'referral',2025,1,'treatment-referral','2026-01','','2025-12-30T09:00:00',1,0,0,'incomplete','{"name":"testcase|rowan|","surname":"testcase","dob":"2012-03-04","person":"testcase|rowan||2012-03-04","case":"","provider":""}','{"client_name":"Rowan Testcase","client_dob":"2012-03-04"}','{"form":"treatment-referral","edition":"2026-01","part":"","received":null,"confidence":1.0,"answers":{"client_name":{"label":"client_name","kind":"text","state":"answered","value":"Rowan Testcase","raw":"Rowan Testcase","source":"widget:client_name","confidence":0.9,"page":1,"box":[72.0,110.5,300.0,124.0]},"client_dob":{"label":"client_dob","kind":"text","state":"answered","value":"2012-03-04","raw":"2012-03-04","source":"widget:client_dob","confidence":0.9,"page":1,"box":[72.0,110.5,300.0,124.0]},"parent_phone":{"label":"Phone","kind":"phone","state":"blank","needed":true},"gender":{"label":"Gender","kind":"text","state":"absent"},"request_date":{"label":"Date","kind":"date","state":"unreadable","raw":"soon","page":1,"box":[72.0,110.5,300.0,124.0]}},"unplaced":[],"remarks":[],"findings":[{"code":"PER000","severity":"error","message":"What.","mend":"Mend.","field":"gender","label":"","source":"","names":[],"title":""}]}');
INSERT INTO "entry" VALUES('S-2025-00002-1','S-2025-00002',1,'submission',NULL,NULL,'release-of-information','2026-01','row 2','2025-12-30T09:00:00',0,0,0,'received','{"name":"testcase|rowan|","surname":"testcase","dob":"2012-03-04","person":"testcase|rowan||2012-03-04","case":"","provider":""}','{"client_name":"Rowan Testcase","client_dob":"2012-03-04"}','{"form":"release-of-information","edition":"2026-01","part":"row 2","received":null,"confidence":1.0,"answers":{"client_name":{"label":"client_name","kind":"text","state":"answered","value":"Rowan Testcase","raw":"Rowan Testcase","source":"widget:client_name","confidence":0.9,"page":1,"box":[72.0,110.5,300.0,124.0]},"client_dob":{"label":"client_dob","kind":"text","state":"answered","value":"2012-03-04","raw":"2012-03-04","source":"widget:client_dob","confidence":0.9,"page":1,"box":[72.0,110.5,300.0,124.0]},"parent_phone":{"label":"Phone","kind":"phone","state":"blank","needed":true},"gender":{"label":"Gender","kind":"text","state":"absent"},"request_date":{"label":"Date","kind":"date","state":"unreadable","raw":"soon","page":1,"box":[72.0,110.5,300.0,124.0]}},"unplaced":[],"remarks":[],"findings":[]}');
INSERT INTO "entry" VALUES('R-2025-00002','S-2025-00003',1,'referral',2025,2,'treatment-referral','2026-01','','2025-12-30T09:00:00',0,0,0,'screening','{"name":"testcase|rowan|","surname":"testcase","dob":"2012-03-04","person":"testcase|rowan||2012-03-04","case":"","provider":""}','{"client_name":"Rowan Testcase","client_dob":"2012-03-04"}','{"form":"treatment-referral","edition":"2026-01","part":"","received":null,"confidence":1.0,"answers":{"client_name":{"label":"client_name","kind":"text","state":"answered","value":"Rowan Testcase","raw":"Rowan Testcase","source":"widget:client_name","confidence":0.9,"page":1,"box":[72.0,110.5,300.0,124.0]},"client_dob":{"label":"client_dob","kind":"text","state":"answered","value":"2012-03-04","raw":"2012-03-04","source":"widget:client_dob","confidence":0.9,"page":1,"box":[72.0,110.5,300.0,124.0]},"parent_phone":{"label":"Phone","kind":"phone","state":"blank","needed":true},"gender":{"label":"Gender","kind":"text","state":"absent"},"request_date":{"label":"Date","kind":"date","state":"unreadable","raw":"soon","page":1,"box":[72.0,110.5,300.0,124.0]}},"unplaced":[],"remarks":[],"findings":[]}');
INSERT INTO "entry" VALUES('R-2026-00001','S-2026-00001',1,'referral',2026,1,'treatment-referral','2026-01','','2026-01-02T09:00:00',0,0,0,'screening','{"name":"ofabrica|emile|","surname":"ofabrica","dob":"","person":"","case":"","provider":""}','{"client_name":"\u00c9mile O''Fabrica"}','{"form":"treatment-referral","edition":"2026-01","part":"","received":null,"confidence":1.0,"answers":{"client_name":{"label":"client_name","kind":"text","state":"answered","value":"\u00c9mile O''Fabrica","raw":"\u00c9mile O''Fabrica","source":"widget:client_name","confidence":0.9,"page":1,"box":[72.0,110.5,300.0,124.0]},"parent_phone":{"label":"Phone","kind":"phone","state":"blank","needed":true},"gender":{"label":"Gender","kind":"text","state":"absent"},"request_date":{"label":"Date","kind":"date","state":"unreadable","raw":"soon","page":1,"box":[72.0,110.5,300.0,124.0]}},"unplaced":[],"remarks":[],"findings":[]}');
CREATE TABLE event (
	id INTEGER NOT NULL, 
	at VARCHAR(40) NOT NULL, 
	who TEXT NOT NULL, 
	role VARCHAR(20) NOT NULL, 
	entity VARCHAR(30) NOT NULL, 
	from_status VARCHAR(30) NOT NULL, 
	to_status VARCHAR(30) NOT NULL, 
	reason_code VARCHAR(50) NOT NULL, 
	comment TEXT NOT NULL, 
	content VARCHAR(64) NOT NULL, 
	previous VARCHAR(64) NOT NULL, 
	hash VARCHAR(64) NOT NULL, 
	PRIMARY KEY (id), 
	UNIQUE (previous)
);
INSERT INTO "event" VALUES(1,'2025-12-30T09:00:00','Ana Clerk','clerk','R-2025-00001','new','received','','','741b2f3b27279c637708676266b71345b8ebb5301859ceb297495a16c8af76eb','','e9d7335754cbf30d9c83694d60443a8807ca1bd9ae5a21b077acbd980254a0c4');
INSERT INTO "event" VALUES(2,'2025-12-30T09:00:00','Ana Clerk','clerk','R-2025-00001','received','incomplete','','','','e9d7335754cbf30d9c83694d60443a8807ca1bd9ae5a21b077acbd980254a0c4','acc4cb65d8831b6549a222ae4d563a9e175442e1683d6ebadfe3900b5f662099');
INSERT INTO "event" VALUES(3,'2025-12-30T09:00:00','Ana Clerk','clerk','S-2025-00002-1','new','received','','','b2faf47184668fc0b41048f526c077c5e5f00fa86d76670b86f9908cc5f85c31','acc4cb65d8831b6549a222ae4d563a9e175442e1683d6ebadfe3900b5f662099','20ca44c2b5dab360549ab421cdba89ae85b4490f55d29090270f5e9dd7a69c72');
INSERT INTO "event" VALUES(4,'2025-12-30T09:00:00','Ana Clerk','clerk','R-2025-00002','new','received','','','83b73d664d1e9813739d99ebd4b7b119c1535dc741fd69133b2c000d2131605b','20ca44c2b5dab360549ab421cdba89ae85b4490f55d29090270f5e9dd7a69c72','41ae58cc61b2e6d944aecc098696bae454d7ceadd22e68a46d3371a7f26d24f8');
INSERT INTO "event" VALUES(5,'2025-12-30T09:00:00','Ana Clerk','clerk','R-2025-00002','received','screening','','','','41ae58cc61b2e6d944aecc098696bae454d7ceadd22e68a46d3371a7f26d24f8','7bc3f2c6f08aaa74a82eb68f8c680c700202424e6482782eaaad59167eb937bd');
INSERT INTO "event" VALUES(6,'2026-01-02T09:00:00','Ben Clerk','clerk','R-2026-00001','new','received','','','e0082dfaf1f7729c783a16340f692a9984cc04b872e5e18f915033a894e557c4','7bc3f2c6f08aaa74a82eb68f8c680c700202424e6482782eaaad59167eb937bd','5e25c611270176a25c7d480f0294ab0106f5e7c61b91d5d298aeaac2c5f5cabe');
INSERT INTO "event" VALUES(7,'2026-01-02T09:00:00','Ben Clerk','clerk','R-2026-00001','received','screening','','','','5e25c611270176a25c7d480f0294ab0106f5e7c61b91d5d298aeaac2c5f5cabe','632ecce3c00308a877541e9d8e931ff8e4a21c9e90768c1a235d6ac6878b330f');
CREATE TABLE submission (
	id VARCHAR(20) NOT NULL, 
	year INTEGER NOT NULL, 
	number INTEGER NOT NULL, 
	sha256 VARCHAR(64) NOT NULL, 
	path TEXT NOT NULL, 
	media_type TEXT NOT NULL, 
	received VARCHAR(40), 
	sender TEXT NOT NULL, 
	subject TEXT NOT NULL, 
	PRIMARY KEY (id), 
	UNIQUE (year, number), 
	UNIQUE (sha256)
);
INSERT INTO "submission" VALUES('S-2025-00001',2025,1,'a.pdf00000000000000000000000000000000000000000000000000000000000','a.pdf','application/pdf','2026-03-30T09:15:00','','');
INSERT INTO "submission" VALUES('S-2025-00002',2025,2,'list.xlsx0000000000000000000000000000000000000000000000000000000','list.xlsx','application/pdf','2026-03-30T09:15:00','','');
INSERT INTO "submission" VALUES('S-2025-00003',2025,3,'b.pdf00000000000000000000000000000000000000000000000000000000000','b.pdf','application/pdf','2026-03-30T09:15:00','','');
INSERT INTO "submission" VALUES('S-2026-00001',2026,1,'c.pdf00000000000000000000000000000000000000000000000000000000000','c.pdf','application/pdf','2026-03-30T09:15:00','','');
CREATE INDEX ix_event_entity ON event (entity);
CREATE TRIGGER event_no_update BEFORE UPDATE ON event
    BEGIN SELECT RAISE(ABORT, 'events are never changed'); END;
CREATE TRIGGER event_no_delete BEFORE DELETE ON event
    BEGIN SELECT RAISE(ABORT, 'events are never deleted'); END;
CREATE VIEW answer AS SELECT entry.id AS entry, item.key AS field, json_extract(item.value, '$.label') AS label, json_extract(item.value, '$.kind') AS kind, json_extract(item.value, '$.state') AS state, json_extract(item.value, '$.value') AS value, json_extract(item.value, '$.raw') AS raw, json_extract(item.value, '$.source') AS source, json_extract(item.value, '$.confidence') AS confidence, json_extract(item.value, '$.page') AS page, json_extract(item.value, '$.box') AS box, json_extract(item.value, '$.sheet') AS sheet, json_extract(item.value, '$.cell') AS cell FROM entry, json_each(entry.content, '$.answers') AS item;
CREATE VIEW finding AS SELECT entry.id AS entry, json_extract(item.value, '$.code') AS code, json_extract(item.value, '$.severity') AS severity, json_extract(item.value, '$.message') AS message, json_extract(item.value, '$.mend') AS mend, json_extract(item.value, '$.field') AS field, json_extract(item.value, '$.label') AS label, json_extract(item.value, '$.source') AS source, json_extract(item.value, '$.page') AS page, json_extract(item.value, '$.box') AS box, json_extract(item.value, '$.sheet') AS sheet, json_extract(item.value, '$.cell') AS cell FROM entry, json_each(entry.content, '$.findings') AS item;
COMMIT;
