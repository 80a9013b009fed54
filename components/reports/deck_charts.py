"""Charts of a presentation: native ones, whose data can be opened and edited."""

import io
from typing import Any, Final

from pptx.chart.chart import Chart as NativeChart
from pptx.chart.data import CategoryChartData
from pptx.dml.color import RGBColor
from pptx.enum.chart import (
    XL_CHART_TYPE,
    XL_LABEL_POSITION,
    XL_LEGEND_POSITION,
    XL_MARKER_STYLE,
    XL_TICK_LABEL_POSITION,
)
from pptx.oxml import parse_xml
from pptx.oxml.ns import nsdecls, qn
from pptx.slide import Slide
from pptx.util import Pt
from xlsxwriter import Workbook

from components.exports import WORKBOOK, write_row
from components.reports.brand import Brand
from components.reports.document import Chart, Look, Series, plain
from components.reports.layout import Box
from components.theme import Slot

_KINDS: Final = {
    Look.COLUMNS: XL_CHART_TYPE.COLUMN_STACKED,
    Look.BARS: XL_CHART_TYPE.BAR_STACKED,
    Look.LINES: XL_CHART_TYPE.LINE,
}
_LABEL: Final = 40.0
"""Width below which no category is named (points); of more, every so-many-th is."""
_SIZE: Final = 11


class _Data(CategoryChartData):
    """The data of a chart; its workbook holds text as text and numbers with their format."""

    code = "General"

    @property
    def xlsx_blob(self) -> bytes:
        """The workbook that opens for editing: categories down, a column a series."""
        out = io.BytesIO()
        with Workbook(out, {**WORKBOOK, "in_memory": True}) as workbook:
            sheet, number = workbook.add_worksheet("Sheet1"), workbook.add_format({"num_format": self.code})
            write_row(sheet, 0, [None, *(series.name for series in self)])
            for row, category in enumerate(self.categories):
                write_row(sheet, row + 1, [str(category.label), *(series[row].value for series in self)], number)
        return out.getvalue()


def add_chart(slide: Slide, box: Box, chart: Chart, brand: Brand) -> None:
    """Put a chart into a place of the slide."""
    code = chart.scale.exact or chart.scale.code
    data: Any = _Data(number_format=code)  # type: ignore[no-untyped-call]
    data.code = code
    data.categories = ["\n".join(map(plain, one.split("\n"))) for one in chart.categories]
    for series in chart.series:
        data.add_series(plain(series.name), series.values)
    place = (Pt(box.x), Pt(box.y), Pt(box.width), Pt(box.height))
    frame: Any = slide.shapes.add_chart(_KINDS[chart.look], *place, data)
    frame._element.nvGraphicFramePr.cNvPr.set("descr", plain(chart.alt))
    native = frame.chart
    native.font.size, native.font.color.rgb = Pt(_SIZE), colour(brand, Slot.SECOND_INK)
    native.has_title = False
    _axes(native, chart, box, brand)
    _legend(native, chart)
    plot = native.plots[0]
    if chart.look is not Look.LINES:
        plot.gap_width, plot.overlap = 45, 100
    for series, drawn in zip(chart.series, plot.series, strict=True):
        if chart.look is Look.LINES:
            _draw_line(series, drawn, brand)
        else:
            _draw_bars(series, drawn, chart, brand)


def colour(brand: Brand, slot: Slot) -> Any:
    """A colour of the brand's palette."""
    make: Any = RGBColor
    return make(*bytes.fromhex(brand.palette[slot].lstrip("#")))


def _axes(native: NativeChart, chart: Chart, box: Box, brand: Brand) -> None:
    across, up = native.category_axis, native.value_axis
    across.format.line.color.rgb = colour(brand, Slot.FAINT)
    across.has_major_gridlines = False
    across.tick_label_position = XL_TICK_LABEL_POSITION.LOW
    up.has_major_gridlines = True
    up.major_gridlines.format.line.color.rgb = colour(brand, Slot.HAIRLINE)
    up.format.line.fill.background()
    up.tick_labels.number_format, up.tick_labels.number_format_is_linked = chart.scale.code, False
    up.minimum_scale = chart.low
    if chart.high is not None:
        up.maximum_scale = chart.high
    if chart.is_bare:
        up.visible = up.has_major_gridlines = False
    if chart.look is Look.BARS:
        across.reverse_order = True
        up.tick_label_position = XL_TICK_LABEL_POSITION.HIGH
    step = -(-len(chart.categories) // max(int(box.width / _LABEL), 1))
    if step > 1 and chart.look is not Look.BARS:
        element: Any = across._element
        last = element.find(qn("c:noMultiLvlLbl"))
        for name in ("tickLblSkip", "tickMarkSkip"):
            last.addprevious(parse_xml(f'<c:{name} {nsdecls("c")} val="{step}"/>'))


def _legend(native: NativeChart, chart: Chart) -> None:
    """Name the series above the chart, where there are several; never what only carries the others."""
    native.has_legend = len(chart.shown) > 1
    if native.legend is None:
        return
    native.legend.position, native.legend.include_in_layout = XL_LEGEND_POSITION.TOP, False
    native.legend.font.size = Pt(_SIZE)
    element: Any = native.legend._element
    place = element.find(qn("c:legendPos"))
    for number in reversed([number for number, one in enumerate(chart.series) if one.fill is None]):
        entry = f'<c:legendEntry {nsdecls("c")}><c:idx val="{number}"/><c:delete val="1"/></c:legendEntry>'
        place.addnext(parse_xml(entry))


def _draw_bars(series: Series, drawn: Any, chart: Chart, brand: Brand) -> None:
    drawn.invert_if_negative = False
    if series.fill is None:
        drawn.format.fill.background()
        drawn.format.line.fill.background()
        return
    drawn.format.fill.solid()
    drawn.format.fill.fore_color.rgb = colour(brand, series.fill)
    drawn.format.line.color.rgb = colour(brand, series.edge or series.fill)
    drawn.format.line.width = Pt(0.75)
    if series.labelled:
        labels = drawn.data_labels
        labels.show_value, labels.number_format, labels.number_format_is_linked = True, chart.scale.code, False
        labels.position, labels.font.size = XL_LABEL_POSITION.CENTER, Pt(_SIZE)
        labels.font.color.rgb = colour(brand, series.on)


def _draw_line(series: Series, drawn: Any, brand: Brand) -> None:
    hue = colour(brand, series.fill or Slot.INK)
    drawn.smooth = False
    if series.dots:
        drawn.format.line.fill.background()
        drawn.marker.style, drawn.marker.size = XL_MARKER_STYLE.DIAMOND, 9
        drawn.marker.format.fill.solid()
        drawn.marker.format.fill.fore_color.rgb = hue
        drawn.marker.format.line.color.rgb = hue
    else:
        drawn.format.line.color.rgb, drawn.format.line.width = hue, Pt(1.0 if series.thin else 2.5)
        drawn.marker.style = XL_MARKER_STYLE.NONE
    known = [place for place, value in enumerate(series.values) if value is not None]
    if series.labelled and known:
        label = drawn.points[known[-1]].data_label
        label.position = XL_LABEL_POSITION.ABOVE
        label.font.size, label.font.bold = Pt(_SIZE + 1), True
        label.font.color.rgb = colour(brand, Slot.INK)
