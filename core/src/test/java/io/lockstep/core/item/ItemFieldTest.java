package io.lockstep.core.item;

import static org.assertj.core.api.Assertions.assertThat;

import io.lockstep.core.Side;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class ItemFieldTest {

  private static final ItemRef TASK = new ItemRef(ItemKind.TASK, Side.CONTACTS, "abc");
  private static final ItemRef NOTE = new ItemRef(ItemKind.NOTE, Side.REWARDS, "n-1_X");

  @Test
  void aFieldIsNamedWithItsItem() {
    assertThat(new ItemField(TASK, "task.title").text()).isEqualTo("task.title@c:abc");
    assertThat(new ItemField(NOTE, "*").text()).isEqualTo("*@r:n-1_X");
  }

  @Test
  void whatWasWrittenIsReadBack() {
    var title = new ItemField(TASK, "task.title");
    var body = new ItemField(NOTE, "note.body");
    assertThat(ItemField.parse(title.text())).contains(title);
    assertThat(ItemField.parse(ItemKind.TASK, title.text())).contains(title);
    assertThat(ItemField.parse(body.text())).contains(body);
  }

  @ParameterizedTest
  @EnumSource
  void aWholeItemIsOfTheKindItIsAskedFor(ItemKind kind) {
    var whole = new ItemField(new ItemRef(kind, Side.CONTACTS, "abc"), "*");
    assertThat(ItemField.parse(kind, "*@c:abc")).contains(whole);
    assertThat(ItemField.parse("*@c:abc")).isEmpty();
  }

  @Test
  void aFieldOfAnotherKindIsNone() {
    assertThat(ItemField.parse(ItemKind.NOTE, "task.title@c:abc")).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "@",
        "*",
        "email",
        "task.title",
        "@c:abc",
        "task.title@",
        "task.title@abc",
        "task.title@x:abc",
        "task.title@c:",
        "task.title@c:a/b",
        "task.title@c:abc@c:abc",
        "email@c:abc"
      })
  void whatNamesNoItemIsNone(String text) {
    assertThat(ItemField.parse(text)).isEmpty();
    assertThat(ItemField.parse(ItemKind.TASK, text)).isEmpty();
  }
}
