package io.lockstep.core.canonical;

import java.util.Locale;

/** The forms of the first release. */
final class FormsVersion1 implements FormsVersion {

  private final Phones phones;

  FormsVersion1(String region) {
    phones = new Phones(region);
  }

  @Override
  public String canonical(Form form, String raw) {
    String text = Texts.clean(raw);
    return switch (form) {
      case TEXT -> Texts.trimEnd(text);
      case EMAIL -> Texts.trim(Texts.clean(text.toLowerCase(Locale.ROOT)));
      case PHONE -> phones.canonical(Texts.trim(text));
      case DATE -> Dates.canonical(Texts.trim(text));
      case MOMENT -> Moments.canonical(Texts.trim(text));
      case COUNTRY -> Countries.canonical(Texts.trim(text));
      case NUMBER -> Numbers.canonical(Texts.trim(text));
      case WORDS -> Texts.fold(Texts.trim(text));
    };
  }
}
