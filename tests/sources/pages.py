"""Web pages for the tests: an invented report with the furniture that news pages carry."""

from __future__ import annotations

JSON_LD = """<script type="application/ld+json">{"@context": "https://schema.org", "@graph": [
 {"@type": "WebPage", "name": "Quake"},
 {"@type": ["NewsArticle"], "headline": "Quake kills 40 in Tabas", "datePublished": "2020-01-08T05:12:00.000+03:30",
  "author": [{"@type": "Person", "name": "Jane Doe"}, {"@type": "Person", "name": "Ali Reza"}],
  "publisher": {"@type": "Organization", "name": "Example News"}}]}</script>"""

META = """<meta property="og:title" content="Quake kills 40 in Tabas &amp; Bam">
<meta property="og:site_name" content="Example News"><meta name="author" content="By Jane Doe and Ali Reza">
<meta property="article:published_time" content="2020-01-08T05:12:00Z">
<link rel="canonical" href="https://news.example/quake">"""

BODY = """
<nav><a href="/">Home</a> <a href="/world">World</a></nav>
<div class="cookie-banner"><p>We use cookies to improve your experience.</p><button>Accept all</button></div>
<article>
 <h1>Quake kills 40 in Tabas</h1>
 <p class="byline">By Jane Doe and Ali Reza</p> <time datetime="2020-01-08T05:12:00+03:30">Jan. 8, 2020</time>
 <div class="share"><button>Share</button><a href="#">Tweet</a></div>
 <figure><img src="a.jpg" alt=""><figcaption>Rescue workers search the rubble of a school in Tabas.
   <span class="credit">Ali Reza/AFP</span></figcaption></figure>
 <p>TABAS, Iran (Wire) - A strong earthquake killed at least 40 people in eastern Iran on Wednesday, officials said.</p>
 <p>Rescue teams were sent from <a href="#">Mashhad</a> and other cities, the governor said.</p>
 <h2>Aftershocks feared</h2>
 <p>“We do not know how many are under the rubble,” said <b>Mayor Hassan Karimi</b>.</p>
 <figure><img src="b.jpg"><figcaption>A map showing the centre of the quake.</figcaption></figure>
 <p>The president said on Twitter that the city would be rebuilt within two years.</p>
 <div class="related"><h3>Related stories</h3>
   <a href="#">Flood in Pakistan kills nine people and displaces hundreds</a></div>
 <div class="newsletter"><p>Sign up for our newsletter to get the news every morning.</p></div>
</article>
<footer><p>Copyright 2020 Example News. All rights reserved.</p></footer>"""


def page(head: str = JSON_LD, body: str = BODY) -> str:
    title = "<title>Quake kills 40 in Tabas | Example News</title>"
    return f'<!DOCTYPE html><html lang="en"><head>{title}{head}</head><body>{body}</body></html>'
