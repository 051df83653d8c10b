package io.lockstep.core.item;

import static org.assertj.core.api.Assertions.assertThat;

import io.lockstep.core.Side;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NoteFooterTest {

  private static final String LINE =
      NoteFooter.line(Side.REWARDS, Instant.parse("2026-03-01T12:00:59Z"));

  @Test
  void itNamesSideAndDate() {
    assertThat(LINE).matches("From BHN Rewards, 2026-03-01 12:00 UTC \\[[0-9a-f]{8}]");
  }

  @ParameterizedTest
  @ValueSource(strings = {"Hello", "one\n\ntwo", "File: x", ""})
  void whatIsAppendedIsNoPartOfWhatTheNoteSays(String text) {
    String whole = NoteFooter.append(text, LINE);

    assertThat(NoteFooter.strip(whole)).isEqualTo(text);
    assertThat(NoteFooter.strip(NoteHtml.text(NoteHtml.html(whole)))).isEqualTo(text);
    assertThat(NoteFooter.append(text, "")).isEqualTo(text);
  }

  @Test
  void blanksOfAnEditorMakeItNoLessOursAndWhatFollowsStays() {
    String edited = "Hello\n\n" + LINE.replace(" ", "\u00a0 ") + "\n\nafter";

    assertThat(NoteFooter.strip(edited)).isEqualTo("Hello\n\nafter");
  }

  @Test
  void oneSomebodyChangedIsThatPersonsOwn() {
    String edited = "Hello\n\n" + LINE.replace("12:00", "13:00");

    assertThat(NoteFooter.strip(edited)).isEqualTo(edited);
  }
}
