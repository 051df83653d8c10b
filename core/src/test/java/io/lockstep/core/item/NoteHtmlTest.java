package io.lockstep.core.item;

import static org.assertj.core.api.Assertions.assertThat;

import io.lockstep.core.canonical.AnyText;
import io.lockstep.core.canonical.CanonicalForms;
import io.lockstep.core.canonical.Form;
import io.lockstep.core.field.Reading;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NoteHtmlTest {

  private static final String[] PARTS = {
    "word",
    " ",
    "  ",
    "\t",
    "\n",
    "\n\n",
    "<b>",
    "</p>",
    "&amp;",
    "&",
    "<",
    ">",
    "5 < 6",
    "\u00e9",
    "\ud83c\udf81",
    "- item"
  };

  private static final List<String> BETWEEN = List.of("\n", "\t", " \n ", "<p>", "&#0;", "");

  @Test
  void aTextComesBackAsItWasWritten() {
    for (long seed = 0; seed < 2_000; seed++) {
      String text = text(new Random(seed));

      assertThat(NoteHtml.text(NoteHtml.html(text))).as("seed " + seed).isEqualTo(text);
    }
  }

  @Test
  void soDoesWhateverAnybodyMayHaveTyped() {
    AnyText any = new AnyText(7);
    CanonicalForms forms = new CanonicalForms("US");
    for (int i = 0; i < 20_000; i++) {
      String typed = any.next() + any.oneOf(BETWEEN) + any.next();
      Reading text = canonical(forms, typed.replace("\0", "")); // which HTML does not have

      assertThat(canonical(forms, NoteHtml.text(NoteHtml.html(typed)))).isEqualTo(text);
    }
  }

  private static Reading canonical(CanonicalForms forms, String text) {
    return forms.canonical(Reading.ofText(text), Form.TEXT, CanonicalForms.CURRENT);
  }

  private static String text(Random random) {
    StringBuilder text = new StringBuilder();
    for (int i = random.nextInt(12); i >= 0; i--) {
      text.append(PARTS[random.nextInt(PARTS.length)]);
    }
    return text.toString();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "<p>one</p><p>two</p>                         | one\\n\\ntwo",
        "<p>one<br>two</p>                            | one\\ntwo",
        "<div>one</div>                               | one",
        "<p>a <b>bold</b> word &amp; more</p>         | a bold word & more",
        "<ul><li>milk</li><li>bread</li></ul>         | - milk\\n- bread",
        "<ul><li><p>milk</p></li></ul>                | - milk",
        "<p>see <a href='https://example.com/a'>this</a></p> | see this (https://example.com/a)",
        "<p><a href='https://example.com'>https://example.com</a></p> | https://example.com",
        "plain & simple                               | plain & simple",
        "3 < 4                                        | 3 < 4",
      })
  void whatTheEditorKeepsReadsAsText(String html, String text) {
    assertThat(NoteHtml.text(html)).isEqualTo(text.replace("\\n", "\n"));
  }

  @Test
  void blanksBetweenBlocksAreNoText() {
    assertThat(NoteHtml.text("<p>one</p>\n  <p>two</p>\n")).isEqualTo("one\n\ntwo");
  }

  @Test
  void aBodyOf64KibComesBackWhole() {
    String text = "A line of a long note.\n".repeat(2_800) + "end";

    assertThat(NoteHtml.text(NoteHtml.html(text))).isEqualTo(text);
  }
}
