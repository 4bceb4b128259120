comment on schema ops is 'What dashboards read: views whose columns stay. Texts are as the pages had them: whoever shows them escapes them.';
