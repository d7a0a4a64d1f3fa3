package org.rtkit4j.web.onefile;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/// `rtkit.html`: the page's own `index.html`, with everything that it refers to inside it, and the engine beside it.
///
/// Nothing in it depends on time, place or machine: the same sources give the same bytes.
public final class OneFile {
    private static final Pattern STYLE = Pattern.compile("<link rel=\"stylesheet\" href=\"([^\"]+)\" />\\s*");
    private static final Pattern COMMENT = Pattern.compile("/\\*.*?\\*/", Pattern.DOTALL);
    private static final Pattern SCRIPT = Pattern.compile("<script type=\"module\" src=\"js/([^\"]+)\"></script>\\s*");
    private static final Pattern ICON = Pattern.compile("(href|src)=\"icon\\.svg\"");

    /// What a worker is told besides the engine: it does what is asked, one thing after the other, and tells meanwhile
    /// how far it is.
    private static final String WORKER = """
            var exports = {};
            ENGINE
            onmessage = ({ data: [number, name, given] }) => {
              try {
                const value = exports[name](...given, done => postMessage([number, null, done]));
                postMessage([number, true, value], value?.buffer ? [value.buffer] : []);
              } catch (failure) {
                postMessage([number, false, failure.message]);
              }
            };
            """;

    private final Path page;
    private final Path own;

    private OneFile(Path page, Path own) {
        this.page = page;
        this.own = own;
    }

    /// Makes it.
    ///
    /// @param arguments the folder of the page; that of the modules that stand in place of some of its own; the
    ///   engine; the version; what to write
    public static void main(String[] arguments) throws IOException {
        String engine = PlainData.in(Files.readString(Path.of(arguments[2])));
        var file = new OneFile(Path.of(arguments[0]), Path.of(arguments[1]));
        Files.writeString(Path.of(arguments[4]), file.with(engine, arguments[3]));
    }

    private String with(String engine, String version) throws IOException {
        String html = Files.readString(page.resolve("index.html"));
        String style = styles(html);
        String joined = new JoinedModules(List.of(own, page.resolve("js"))).of(entry(html));
        String script = inline(JoinedModules.withoutIndentation(joined));
        String policy = policy(style, script);
        String icon = "data:image/svg+xml;base64," + base64(Files.readAllBytes(page.resolve("icon.svg")));
        html = STYLE.matcher(html).replaceAll("");
        html = SCRIPT.matcher(html).replaceAll("");
        html = ICON.matcher(html).replaceAll("$1=\"" + icon + "\"");
        html = put(html, "<meta charset=\"utf-8\" />", """
                %s
                    <meta http-equiv="Content-Security-Policy" content="%s" />
                    <meta name="referrer" content="no-referrer" />
                    <meta name="generator" content="rtkit4j %s" />""".formatted("<meta charset=\"utf-8\" />", policy, version));
        html = put(html, "</head>", "<style>" + style + "</style>\n  </head>");
        String worker =
                "<script type=\"text/plain\" id=\"engine\">" + inline(WORKER.replace("ENGINE", engine)) + "</script>\n";
        return put(html, "</body>", worker + "<script type=\"module\">" + script + "</script>\n  </body>");
    }

    private String styles(String html) throws IOException {
        var all = new StringBuilder();
        for (MatchResult found : STYLE.matcher(html).results().toList()) {
            all.append(COMMENT.matcher(Files.readString(page.resolve(found.group(1))))
                    .replaceAll("")
                    .replaceAll("(?m)^[ \\t]+", ""));
        }
        return all.toString();
    }

    private static String entry(String html) throws IOException {
        var found = SCRIPT.matcher(html);
        if (!found.find()) {
            throw new IOException("index.html has no module to begin with");
        }
        return found.group(1);
    }

    private static String put(String html, String mark, String text) throws IOException {
        int at = html.indexOf(mark);
        if (at < 0 || html.indexOf(mark, at + 1) >= 0) {
            throw new IOException("index.html should have this once: " + mark);
        }
        return html.substring(0, at) + text + html.substring(at + mark.length());
    }

    /// Nothing is fetched, sent, or run, but what stands here: style and script are named by their hashes.
    private static String policy(String style, String script) {
        return String.join(
                "; ",
                "default-src 'none'",
                "script-src '" + hash(script) + "'",
                "style-src '" + hash(style) + "'",
                "img-src data:",
                "worker-src blob:",
                "base-uri 'none'",
                "form-action 'none'",
                "require-trusted-types-for 'script'",
                "trusted-types engine");
    }

    private static String hash(String text) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return "sha256-" + base64(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }

    /// A script as it may stand in HTML. Both are within strings, comments or expressions, where the backslash is
    /// nothing.
    private static String inline(String script) {
        return script.replace("</script", "<\\/script").replace("<!--", "<\\!--");
    }

    private static String base64(byte[] bytes) {
        return Base64.getEncoder().encodeToString(bytes);
    }
}
