package io.lockstep.core.item;

import java.util.Arrays;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.jsoup.nodes.Node;
import org.jsoup.nodes.TextNode;
import org.jsoup.select.NodeVisitor;
import org.jspecify.annotations.Nullable;

/**
 * A note's body as HighLevel's editor keeps it, and as plain text. Written and read back, a text is
 * what it was: a blank line parts paragraphs, a line break is a {@code <br>}, and a line of {@link
 * FileLinks} a link.
 *
 * <p>The NUL character is left out both ways: HTML does not have it. So is, read, the address of a
 * file that was copied: no other side knows it.
 *
 * <p>HighLevel documents none of it, so what carries no tag at all is taken for plain text. A link
 * keeps its address in brackets, a list its lines; other formatting is lost on the way to the
 * rewards side, and stays at HighLevel until somebody edits the text there.
 */
final class NoteHtml {

  private static final Pattern TAG = Pattern.compile("</?[A-Za-z][^<>]*>");
  private static final Pattern LINE_BREAKS = Pattern.compile("[ \\t]*[\\r\\n]+[ \\t]*");

  private NoteHtml() {}

  /** The editor's HTML for that text. */
  static String html(String text) {
    String lines =
        Arrays.stream(withoutNul(text).replace("\r\n", "\n").replace('\r', '\n').split("\n", -1))
            .map(line -> FileLinks.read(line).map(NoteHtml::link).orElseGet(() -> escaped(line)))
            .collect(Collectors.joining("\n"));
    return "<p>" + lines.replace("\n\n", "</p><p>").replace("\n", "<br>") + "</p>";
  }

  private static String link(FileLinks.Link file) {
    Element link = new Element("a").attr("href", file.url()).text(file.shown());
    return FileLinks.Link.LABEL + link.outerHtml();
  }

  private static String escaped(String line) {
    return line.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
  }

  /** The text of that body. */
  static String text(String body) {
    if (!TAG.matcher(body).find()) {
      return FileLinks.withoutAddresses(withoutNul(body));
    }
    Document document = Jsoup.parseBodyFragment(body);
    Text text = new Text();
    document.body().traverse(text);
    return FileLinks.withoutAddresses(text.toString());
  }

  private static String withoutNul(String text) {
    return text.replace("\0", "");
  }

  private static final class Text implements NodeVisitor {

    private final StringBuilder text = new StringBuilder();
    private boolean begun; // a block has been: the next one starts a new paragraph or line

    @Override
    public void head(Node node, int depth) {
      if (node instanceof TextNode words) {
        String shown = LINE_BREAKS.matcher(words.getWholeText()).replaceAll(" ");
        boolean betweenBlocks = shown.isBlank() && isContainer(words.parent());
        if (!betweenBlocks) {
          text.append(shown);
          begun = true;
        }
      } else if (node instanceof Element element) {
        open(element);
      }
    }

    private void open(Element element) {
      switch (element.normalName()) {
        case "br" -> text.append('\n');
        case "li" -> text.append(begun ? "\n- " : "- ");
        case "p", "div", "ul", "ol", "h1", "h2", "h3", "h4", "h5", "h6", "blockquote", "table" -> {
          if (begun && !isInItem(element)) {
            text.append("\n\n");
          }
        }
        case "tr" -> text.append(begun ? "\n" : "");
        default -> {}
      }
      begun |= element.normalName().equals("p") || element.normalName().equals("br");
    }

    @Override
    public void tail(Node node, int depth) {
      if (node instanceof Element link && link.normalName().equals("a")) {
        String address = link.attr("href");
        if (!address.isBlank() && !address.equals(link.wholeText())) {
          text.append(" (").append(address).append(')');
        }
      }
    }

    private static boolean isInItem(Element element) {
      return element.parent() != null && element.parent().normalName().equals("li");
    }

    private static boolean isContainer(@Nullable Node parent) {
      return parent instanceof Element element
          && switch (element.normalName()) {
            case "body", "ul", "ol", "table", "tbody", "tr", "blockquote" -> true;
            default -> false;
          };
    }

    @Override
    public String toString() {
      return text.toString();
    }
  }
}
