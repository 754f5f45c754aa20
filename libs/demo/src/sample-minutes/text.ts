/** A piece of the minutes, as a secretary writes them. */
export type Block =
  | { readonly kind: 'item'; readonly text: string }
  | { readonly kind: 'paragraph'; readonly text: string }
  | { readonly kind: 'decision'; readonly text: string }
  | { readonly kind: 'list'; readonly items: readonly string[] }
  | { readonly kind: 'people'; readonly lines: readonly string[] }
  | { readonly kind: 'table'; readonly caption: string; readonly rows: readonly (readonly string[])[] };

const item = (text: string): Block => ({ kind: 'item', text });
const paragraph = (text: string): Block => ({ kind: 'paragraph', text });
const decision = (text: string): Block => ({ kind: 'decision', text });
const list = (...items: string[]): Block => ({ kind: 'list', items });
const people = (...lines: string[]): Block => ({ kind: 'people', lines });

/** Stands at the top of every page, and so in the middle of the text when somebody reads it out. */
export const runningHead = 'Direktörsmöte i Sju Sjöar';

export const placeAndDate = 'Ängaryd 2026-03-27';
export const contact = 'sekretariatet@sjusjoar.exempel.example';

/**
 * Minutes of a meeting that never was, of a co-operation that does not exist; nobody here is a real person. They hold what makes real
 * minutes hard to read by machine: two date forms, `08.30-12:00`, items numbered "1." and not "§ 1", "att" and "Att", a decision without a
 * list, assignments outside "Mötet beslutar", "innan sommaren", an absent member on the line of the colon, guests inside an item, nobody
 * named as chair or adjuster, and a secretary general who only acts as one.
 */
export const blocks: readonly Block[] = [
  paragraph('Tid och plats: Den 27 mars 2026 08.30-12:00 på Strandgården, Ängaryd'),
  paragraph('Närvarande:'),
  people(
    'Anna Ek, Ängaryd',
    'Karin Ås, Björkhamra kommun',
    'Per Öst, Norrsjö',
    'Leila Haddad, Stensvik',
    'Bo Lind, sekretariatet',
    'Łukasz Nowak, Kvarnfors',
    'Gunilla Fredriksdotter, Lillhamn',
    'Måns Åkerhielm, Sandvalla',
  ),
  people('Frånvarande: Birgit Sjöö, Tallberga', 'Krister Holmlid, Åsbo', 'Petra Vänerlöv, Kvarnfors'),

  item('1. Mötets öppnande och incheckning'),
  paragraph('Mötet öppnades 08.30. Dagordningen godkändes med tillägg av en övrig fråga om höstens studiebesök.'),

  item('2. Sju Sjöars årsredovisning 2025'),
  paragraph(
    'Sammanfattning: Förslag till årsredovisning för Sju Sjöar 2025 presenterades. Verksamheten redovisar ett överskott som främst beror på att två tjänster stod obesatta under första halvåret och att den gemensamma utbildningsdagen fick flyttas. Årsredovisningen ska beslutas av styrelsen i april.',
  ),
  {
    kind: 'table',
    caption: 'Utfall 2025, tusental kronor',
    rows: [
      ['Post', 'Budget', 'Utfall', 'Avvikelse'],
      ['Medlemsavgifter', '8 400', '8 400', '0'],
      ['Projektbidrag', '2 150', '1 985', '-165'],
      ['Personal', '-6 300', '-5 720', '580'],
      ['Möten och utbildning', '-1 450', '-1 312', '138'],
      ['Övriga kostnader', '-2 800', '-2 846', '-46'],
      ['Resultat', '0', '507', '507'],
    ],
  },
  paragraph('Leila Haddad frågade hur överskottet ska användas. Sekretariatet återkommer med ett förslag i samband med budgeten för 2027.'),
  decision('Mötet beslutar'),
  paragraph('att tacka för informationen'),

  item('3. Tema Gemensam växel'),
  paragraph(
    'Sammanfattning: Tillförordnad sekretariatschef redogjorde för bakgrund, syfte och tidplan för utredningen om gemensam växel, baserat på de fem identifierade delområdena. Gruppen diskuterade styrningen av arbetet framöver. Status för de fem delområdena presenterades. Gruppen var enig om att arbetet behöver hålla samman teknik, bemanning och bemötande, och att invånarna inte ska märka vilken kommun som svarar.',
  ),
  paragraph('Gäster på mötet:'),
  paragraph('Tomas Näverud (Ett-Växel): Redogjorde för teknikgruppens arbete med område 2: Fördjupad samverkan om telefoni och kontaktcenter. Nuvarande avtal löper ut vid olika tidpunkter, det tidigaste 2026-12-31 och det senaste den 30 juni 2028.'),
  paragraph('Mia Gottlund (Senior HR-konsult): Redovisade sin rapport från område 4: Samverkan för gemensam tillgång till specialistkompetenser. Rapporten bygger på intervjuer med nitton chefer i sex kommuner.'),
  decision('Mötet beslutar'),
  paragraph('att tacka för informationen'),
  paragraph('att varje område ska skriva en slutrapport till direktörsgruppen innan sommaren.'),
  paragraph('Teknikgruppen ges följande medskick:'),
  list(
    'Fortsätta med regelbundna möten.',
    'Fortsätta utreda möjliga samarbeten.',
    'Eskalera beslutsfrågor vid behov.',
    'Bevaka regionens och inköpscentralens arbete med gemensamma upphandlingar.',
  ),
  paragraph('HR-gruppen ges i uppdrag att:'),
  list(
    'Ta hem frågan till sina respektive organisationer.',
    'Utifrån utredningen se över vilka delar som ska drivas vidare och på vilket sätt (t.ex. genom avtalssamverkan eller upphandling).',
    'Lämna ett gemensamt förslag till direktörernas möte den 22 maj.',
  ),

  item('4. Beredskap och civilt försvar, en gemensam satsning som stärker trygghet och motståndskraft i Sju Sjöar'),
  paragraph(
    'Sammanfattning: Karin Ås redogjorde för aktuellt läge och pågående arbete. Tf sekretariatschef och Gunilla Fredriksdotter redogjorde för förslag till modell för upphandling av reservkraft till trygghetspunkter. Beslutspunkter till styrelsen diskuterades. Tre kommuner har egna aggregat, fyra saknar. Kostnaden för en gemensam lösning beräknas till 3,4 miljoner kronor, varav hälften kan täckas av statsbidrag om ansökan lämnas senast 2026-05-15.',
  ),
  paragraph('Per Öst påpekade att bemanningen av trygghetspunkterna inte är löst och att frivilligorganisationerna bör bjudas in tidigt.'),
  decision('Mötet beslutar'),
  paragraph('att Karin Ås är föredragande i ärendet på styrelsemötet. Bildspelet skickas ut till direktörsgruppen i förväg, vid behov kan ytterligare föredragande utses.'),

  item('5. Information om inkomna projektansökningar'),
  paragraph(
    'Sammanfattning: Tf sekretariatschef redogjorde för det test- och utvecklingsprojekt som har inkommit. Det gäller ett projekt där man vill bygga en plattform för återbruk av möbler och byggmaterial mellan kommunerna. Ansökan avser 900 000 kronor under två år.',
  ),
  decision('Mötet beslutar'),
  paragraph(
    'Att kommunerna ska se över vilka aktiviteter och försöksverksamheter som redan pågår inom området. Björkhamra kommun ska utvärdera sitt eget projekt och dela resultatet som underlag. Tillförordnad sekretariatschef får i uppdrag att be de ansökande att återkomma i en framtida ansökningsomgång.',
  ),

  item('6. Gemensam överförmyndare'),
  paragraph(
    'Sammanfattning: Łukasz Nowak och Måns Åkerhielm presenterade hur samarbetet om överförmyndare har fungerat under det första året. Handläggningstiden har minskat från elva till sex veckor. Tillgången på gode män är fortsatt svag i tre av kommunerna, och en gemensam värvning planeras till hösten. Två kommuner utanför samarbetet har frågat om de kan ansluta sig.',
  ),
  paragraph('Diskussion fördes om avgiftsmodellen. Nuvarande fördelning efter invånarantal ger de minsta kommunerna en hög kostnad per ärende.'),
  decision('Mötet beslutar'),
  paragraph('att avgiftsmodellen ses över'),
  paragraph('att frågan om fler deltagande kommuner vilar tills översynen är klar.'),
  paragraph('Måns Åkerhielm och sekretariatet tar fram ett underlag.'),

  item('7. Rapport från sekretariatet'),
  paragraph('Sammanfattning: Tf sekretariatschef redogör för aktuella händelser och arbete i verksamheten'),
  list(
    'Rekryteringen av sekretariatschef pågår. Intervjuer hålls vecka 17.',
    'Webbplatsen har bytts ut och uppfyller nu kraven på tillgänglighet.',
    'Utbildningsdagen för nya nämndordförande är flyttad till den 9 september.',
    'Delegationsordningen är reviderad och gäller från 2026-04-01.',
  ),
  decision('Mötet beslutar'),
  paragraph('att tacka för informationen'),

  item('8. Övriga frågor'),
  paragraph('Sammanfattning: Diskussion fördes kring möjligheten att boka in ett studiebesök i två dagar för direktörsgruppen.'),
  paragraph('Direktörsgruppens möte den 22 maj, krockar delvis med Länsrådets möte samma dag kl 11.00, det råder oklarheter var detta möte äger rum.'),
  decision('Mötet beslutar'),
  paragraph('att tf sekretariatschefen får uppdraget att föreslå lämpliga datum'),
  paragraph('att tf sekretariatschefen får i uppdrag att ta reda på var Länsrådet har sitt möte, och boka en lokal för direktörsgruppen på samma plats.'),

  item('9. Mötet avslutas'),
  paragraph('Mötet avslutades 12.05. Nästa möte hålls den 22 maj.'),
];
