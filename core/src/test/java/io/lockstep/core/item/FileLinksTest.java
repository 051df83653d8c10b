package io.lockstep.core.item;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FileLinksTest {

  private static final Map<String, Object> INVOICE =
      Map.of("fileName", "invoice.pdf", "url", "https://rewards.example.com/f/1?a=1&b=\"2\"");
  private static final Map<String, Object> ODD =
      Map.of("fileName", " a <b> (1) [x]\t\u00e9.png", "url", "https://rewards.example.com/#/f/2");
  private static final List<?> BOTH = List.of(INVOICE, ODD);

  @ParameterizedTest
  @ValueSource(
      strings = {"", "Hello", "one\n\ntwo", "ends with a line\n", "File: mine (https://x)"})
  void whatIsAppendedIsTakenAwayAgain(String text) {
    String linked = FileLinks.append(text, BOTH);

    assertThat(linked).startsWith(text).contains("File: invoice.pdf [").hasLineCount(lines(text));
    assertThat(FileLinks.strip(linked)).isEqualTo(text.stripTrailing());
    assertThat(FileLinks.append(text, List.of())).isEqualTo(text);
  }

  @Test
  void twoFilesOfOneNoteWhoseShortKeysAreAlikeHaveLinesOfTheirOwn() {
    List<String> alike = alike();
    String one = alike.get(0);
    String other = alike.get(1);
    List<Map<String, Object>> files =
        List.of(
            Map.of("attachmentId", one, "fileName", "one.pdf"),
            Map.of("attachmentId", other, "fileName", "other.pdf"));

    String text = FileLinks.appendCopies("Hello", "n1", files);

    Map<String, String> keys = FileLinks.keys("n1", List.of(one, other));
    assertThat(FileLinks.copies(text)).containsExactlyElementsOf(keys.values()).hasSize(2);
    assertThat(keys.get(one)).hasSize(8);
    String longKey = keys.getOrDefault(other, "");
    assertThat(longKey).hasSize(16);
    String linked = FileLinks.leadingTo(Map.of(longKey, "https://x.test/2"), text);
    assertThat(linked).contains("other.pdf [" + longKey).contains("] (https://x.test/2)");
    assertThat(FileLinks.strip(linked)).isEqualTo("Hello");
  }

  /** Two ids whose short keys are the same; among some hundred thousand there are. */
  private static List<String> alike() {
    Map<String, String> seen = new HashMap<>();
    for (int i = 0; ; i++) {
      String earlier = seen.putIfAbsent(FileLinks.key("n1", "a" + i), "a" + i);
      if (earlier != null) {
        return List.of(earlier, "a" + i);
      }
    }
  }

  private static int lines(String text) {
    return (int) (text + "\n\n1\n2").lines().count();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "File: invoice.pdf",
        "File: invoice.pdf (https://rewards.example.com/f/1)",
        "File: invoice.pdf [00000000] (https://rewards.example.com/f/1)",
        "a\n\n\nb\n\n"
      })
  void whatAnybodyElseWroteStays(String text) {
    assertThat(FileLinks.strip(text)).isEqualTo(text);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Hello\r\n\r\n%s\r\n%s",
        "Hello\n\n%s\u00a0\n\ufeff %s ",
        "Hello\n\n %s\n\n\u00a0\n%s\n",
      })
  void blanksThatAnEditorAddsMakeALineNoLessOurs(String edited) {
    List<String> ours = FileLinks.append("", BOTH).strip().lines().toList();
    String blanks = ours.get(1).replace("File: ", "File:\u00a0 ");

    assertThat(FileLinks.strip(edited.formatted(ours.get(0), blanks))).isEqualTo("Hello");
  }

  @ParameterizedTest
  @ValueSource(strings = {"a\u2028b", "a\u0085b", "a\u0000b", "e\u0301.png", "\u00a0a\u200ab "})
  void whateverAFileIsCalledItsLineIsKnownAgain(String name) {
    String linked =
        FileLinks.append("Hello", List.of(Map.of("fileName", name, "url", "https://example.com")));

    assertThat(linked).isNotEqualTo("Hello").hasLineCount(3);
    assertThat(FileLinks.strip(NoteHtml.text(NoteHtml.html(linked)))).isEqualTo("Hello");
  }

  @Test
  void aLineSomebodyChangedIsThatPersonsOwn() {
    String linked = FileLinks.append("Hello", List.of(INVOICE)).replace("invoice", "bill");

    assertThat(FileLinks.strip(linked)).isEqualTo(linked);
  }

  @Test
  void whatIsTypedAfterTheLinksStays() {
    String linked = FileLinks.append("before", BOTH) + "\n\nafter";

    assertThat(FileLinks.strip(linked)).isEqualTo("before\n\nafter");
  }

  @Test
  void theEditorsHtmlHasRealLinksAndReadsBackAsTheSameText() {
    String text = FileLinks.append("Hello & <b>", BOTH);
    String html = NoteHtml.html(text);

    assertThat(html)
        .contains("File: <a href=\"https://rewards.example.com/f/1?a=1&amp;b=&quot;2&quot;\">")
        .contains("invoice.pdf [");
    assertThat(NoteHtml.text(html)).isEqualTo(text);
    assertThat(FileLinks.strip(NoteHtml.text(html))).isEqualTo("Hello & <b>");
  }

  @Test
  void theLineOfACopyIsTheSameOnBothSidesWhereverTheCopyLies() {
    Map<String, Object> file = Map.of("attachmentId", "a1", "fileName", "Zoe\u0308 (1).pdf");
    String text = FileLinks.appendCopies("Hello", "n1", List.of(file, Map.of("fileName", "odd")));
    String key = FileLinks.key("n1", "a1");
    assertThat(FileLinks.copies(text)).containsExactly(key);

    String html =
        NoteHtml.html(FileLinks.leadingTo(Map.of(key, "https://media.example.com/a?b=1&c"), text));

    assertThat(html)
        .startsWith("<p>Hello</p><p>File: <a href=\"https://media.example.com/a?b=1&amp;c\">Zo")
        .doesNotContain("not copied");
    assertThat(NoteHtml.text(html)).isEqualTo(text);
    assertThat(FileLinks.strip(text)).isEqualTo("Hello");
    assertThat(FileLinks.strip(text.replace("Zo", "Bo"))).isNotEqualTo("Hello");
  }

  @Test
  void aFileThatWasNotCopiedSaysSoAndTheLineIsOursAllTheSame() {
    String text =
        FileLinks.appendCopies(
            "Hello", "n1", List.of(Map.of("attachmentId", "a1", "fileName", "big.zip")));
    String without = FileLinks.without(FileLinks.copies(text), text);

    assertThat(without).isEqualTo(text + " (not copied)");
    assertThat(NoteHtml.text(NoteHtml.html(without))).isEqualTo(without);
    assertThat(FileLinks.strip(without)).isEqualTo("Hello");
  }

  @Test
  void whatIsNoWebAddressIsNoLink() {
    List<?> odd =
        List.of(
            Map.of("fileName", "a", "url", "javascript:alert(1)"),
            Map.of("fileName", "b"),
            Map.of("fileName", "c", "url", "https://example.com/a b"),
            "no object");

    assertThat(FileLinks.append("Hello", odd)).isEqualTo("Hello");
  }
}
