"""What a forge makes of a comment: GitHub's own renderer on standard input, and what stands outside of code, as JSON."""

import html.parser
import json
import sys

import cmarkgfm
from cmarkgfm.cmark import Options


class Reader(html.parser.HTMLParser):
    def __init__(self):
        super().__init__()
        self.tags, self.comments, self.outside, self.code, self.depth = [], [], '', '', 0

    def handle_starttag(self, tag, attributes):
        self.tags.append(tag)
        self.depth += tag in ('code', 'pre')

    def handle_endtag(self, tag):
        self.depth -= tag in ('code', 'pre')

    def handle_comment(self, text):
        self.comments.append(text.strip())

    def handle_data(self, text):
        if self.depth:
            self.code += text
        else:
            self.outside += text


reader = Reader()
reader.feed(cmarkgfm.github_flavored_markdown_to_html(sys.stdin.read(), Options.CMARK_OPT_UNSAFE))
print(json.dumps({'tags': reader.tags, 'comments': reader.comments, 'outside': reader.outside, 'code': reader.code}))
