comment on schema data is 'What analysts read: stories and what belongs to them. Texts are as the pages had them: whoever shows them escapes them.';
