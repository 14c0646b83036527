// Figures, videos, code, keys, tasks and tables in a help centre's form.

internal import Markdown
internal import Testing

struct BlockTests {
    @Test func `an image alone with a title is a figure with a caption`() {
        expectHTML(
            "![A cat](cat.png \"It sleeps.\")\n",
            """
            <figure>
            <img src="cat.png" alt="A cat" loading="lazy" referrerpolicy="no-referrer" />
            <figcaption>It sleeps.</figcaption>
            </figure>

            """
        )
    }

    @Test func `an image among words keeps its title`() {
        expectHTML(
            "See ![A cat](cat.png \"Here\").\n",
            """
            <p>See <img src="cat.png" alt="A cat" title="Here" loading="lazy" \
            referrerpolicy="no-referrer" />.</p>

            """)
    }

    @Test func `a video of the site is played on the page and loads when asked`() {
        expectHTML(
            "[The tour](tour.mp4 \"Two minutes\")\n",
            """
            <figure class="video">
            <video controls="" preload="none" src="tour.mp4" aria-label="The tour">\
            <a href="tour.mp4">The tour</a></video>
            <figcaption>Two minutes</figcaption>
            </figure>

            """)
    }

    @Test(arguments: [
        ("https://www.youtube.com/watch?v=a", "youtube.com"), ("https://youtu.be/a", "youtu.be"),
        ("https://vimeo.com/1", "vimeo.com"), ("https://cdn.example.com/a.webm", "cdn.example.com"),
    ]) func `a video elsewhere stays a link`(address: String, host: String) {
        expectHTML(
            "[The tour](\(address))\n",
            """
            <p class="video-card"><a href="\(address)"><span class="video-title">The tour</span> \
            <span class="video-host">\(host)</span></a></p>

            """)
    }

    @Test func `code has its language, its title and a hook for the copy button`() {
        expectHTML(
            "```sh title=\"install.sh\"\napt < x\n```\n",
            """
            <figure class="code" data-copy data-language="sh">
            <figcaption>install.sh</figcaption>
            <pre tabindex="0"><code class="language-sh">apt &lt; x
            </code></pre>
            </figure>

            """)
    }

    @Test func `keys stand in double brackets, and a backslash takes the meaning away`() {
        expectHTML(
            "[[Ctrl]] + [[*]] and \\[[K]] and `[[K]]`\n",
            "<p><kbd>Ctrl</kbd> + <kbd>*</kbd> and [[K]] and <code>[[K]]</code></p>\n")
    }

    @Test func `a task's box says whether it is done`() {
        expectHTML(
            "- [x] a\n- [ ] b\n",
            """
            <ul>
            <li class="task"><input type="checkbox" checked="" disabled="" aria-label="Done" /> a</li>
            <li class="task"><input type="checkbox" disabled="" aria-label="To do" /> b</li>
            </ul>

            """)
    }

    @Test func `a wide table can be scrolled with the keyboard`() {
        expectHTML(
            "> - | a |\n>   |--:|\n>   | `x\\|y` |\n",
            """
            <blockquote>
            <ul>
            <li>
            <div class="table" tabindex="0">
            <table>
            <thead>
            <tr>
            <th class="align-right">a</th>
            </tr>
            </thead>
            <tbody>
            <tr>
            <td class="align-right"><code>x|y</code></td>
            </tr>
            </tbody>
            </table>
            </div>
            </li>
            </ul>
            </blockquote>

            """)
    }

    @Test func `a writer's characters that look like our own tokens stay what they are`() {
        expectHTML(
            "\u{10B3A}0\u{10B3B} \\~ `\\~ \u{10B3A}` [a](\\[b \"\\~\")\n",
            "<p>\u{10B3A}0\u{10B3B} ~ <code class=\"whole\">\\~ \u{10B3A}</code> [a](\\[b &quot;~&quot;)</p>\n"
                .replacing("[a](\\[b &quot;~&quot;)", with: "<a href=\"%5Bb\" title=\"~\">a</a>"))
    }
}
