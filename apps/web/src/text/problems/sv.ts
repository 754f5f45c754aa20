/** What to do, by problem code. What happened comes from the API (`detailSv`); these are used when it says nothing. */
export const sv = {
  heading: 'Det gick inte',
  reference: 'Felnummer: {reference}. Uppge det om du hör av dig.',
  codes: {
    network: {
      detail: 'Vi får ingen kontakt med servern.',
      advice: 'Kontrollera att du har uppkoppling och försök igen. Inget har gått förlorat.',
    },
    unexpected: {
      detail: 'Något gick fel hos oss.',
      advice: 'Försök igen om en stund. Ring den som bad dig om det inte hjälper.',
    },
    tooMany: {
      detail: 'Det kom många försök på kort tid.',
      advice: 'Vänta några minuter och försök igen.',
    },
    sessionEnded: {
      detail: 'Du är inte längre inloggad på sidan.',
      advice: 'Öppna länken i mejlet igen. Inget har gått förlorat.',
    },
  },
} as const;
