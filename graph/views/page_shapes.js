// Shapes of nodes in WebGL: how far a point is inside or outside of each, for any zoom. sigma itself has discs only.

// Of a point p (y upwards) in radii from the middle of a node: below 0 inside. The same outlines as in SHAPES.
const SHAPE_DISTANCES = {
  dot: "length(p) - 1.0",
  square: "max(abs(p.x), abs(p.y)) - 0.85",
  diamond: "0.707 * (abs(p.x) + abs(p.y) - 1.25)",
  triangle: "max(-p.y - 0.75, 0.866 * abs(p.x) + 0.5 * p.y - 0.6)",
  triangleDown: "max(p.y - 0.75, 0.866 * abs(p.x) - 0.5 * p.y - 0.6)",
  hexagon: "max(abs(p.y), 0.866 * abs(p.x) + 0.5 * abs(p.y)) - 0.9",
  page: "max(max(abs(p.x) - 0.75, abs(p.y) - 0.95), 0.707 * (p.x + p.y - 1.25))",
  star: "0.935 * ray.x + 0.354 * ray.y - 0.46",
};

const SHAPE_VERTEX = `
attribute vec4 a_id;
attribute vec4 a_color;
attribute vec2 a_position;
attribute float a_size;
attribute float a_shape;
attribute float a_angle;
uniform mat3 u_matrix;
uniform float u_sizeRatio;
uniform float u_correctionRatio;
varying vec4 v_color;
varying vec2 v_point;
varying float v_radius;
varying float v_shape;
void main() {
  v_radius = 2.0 * a_size * u_correctionRatio / u_sizeRatio;
  v_point = 2.8 * vec2(cos(a_angle), sin(a_angle));
  v_shape = a_shape;
  gl_Position = vec4((u_matrix * vec3(a_position + v_radius * v_point, 1)).xy, 0, 1);
  #ifdef PICKING_MODE
  v_color = a_id;
  #else
  v_color = a_color;
  #endif
  v_color.a *= 255.0 / 254.0;
}`;

const SHAPE_FRAGMENT = (names) => `
precision highp float;
varying vec4 v_color;
varying vec2 v_point;
varying float v_radius;
varying float v_shape;
uniform float u_correctionRatio;
void main() {
  vec2 p = v_point;
  float fifth = 1.2566371;
  float turn = abs(mod(atan(p.x, p.y) + 0.5 * fifth, fifth) - 0.5 * fifth);
  vec2 ray = length(p) * vec2(sin(turn), cos(turn));
  float outside = 0.0;
  ${names.map((name, i) => `if (abs(v_shape - ${i}.0) < 0.5) outside = ${SHAPE_DISTANCES[name]};`).join("\n  ")}
  float border = 2.0 * u_correctionRatio;
  float hidden = clamp((outside * v_radius + border) / border, 0.0, 1.0);
  #ifdef PICKING_MODE
  gl_FragColor = hidden < 1.0 ? v_color : vec4(0.0);
  #else
  gl_FragColor = mix(v_color, vec4(0.0), hidden);
  #endif
}`;

// A program for nodes, as sigma wants it, which looks at the attribute `shape`.
function makeShapeProgram(names) {
  const { FLOAT, UNSIGNED_BYTE, TRIANGLES } = WebGLRenderingContext;
  return class extends sigmaKit.NodeProgram {
    getDefinition() {
      return {
        VERTICES: 3,
        VERTEX_SHADER_SOURCE: SHAPE_VERTEX,
        FRAGMENT_SHADER_SOURCE: SHAPE_FRAGMENT(names),
        METHOD: TRIANGLES,
        UNIFORMS: ["u_sizeRatio", "u_correctionRatio", "u_matrix"],
        ATTRIBUTES: [
          { name: "a_position", size: 2, type: FLOAT },
          { name: "a_size", size: 1, type: FLOAT },
          { name: "a_shape", size: 1, type: FLOAT },
          { name: "a_color", size: 4, type: UNSIGNED_BYTE, normalized: true },
          { name: "a_id", size: 4, type: UNSIGNED_BYTE, normalized: true },
        ],
        CONSTANT_ATTRIBUTES: [{ name: "a_angle", size: 1, type: FLOAT }],
        CONSTANT_DATA: [[0], [2 * Math.PI / 3], [4 * Math.PI / 3]],
      };
    }

    processVisibleItem(index, start, { x, y, size, shape, color }) {
      [x, y, size, names.indexOf(shape), sigmaKit.floatColor(color), index].forEach((value, i) => {
        this.array[start + i] = value;
      });
    }

    setUniforms({ sizeRatio, correctionRatio, matrix }, { gl, uniformLocations }) {
      gl.uniform1f(uniformLocations.u_sizeRatio, sizeRatio);
      gl.uniform1f(uniformLocations.u_correctionRatio, correctionRatio);
      gl.uniformMatrix3fv(uniformLocations.u_matrix, false, matrix);
    }
  };
}
